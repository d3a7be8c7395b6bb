"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
document.getElementById("origin").append(data.date);
document.querySelector("main").append(...[
    machineSection(data),
    problemsSection(data),
    speedSection(data),
    rooflineSection(data),
    twinSection(data),
    comparisonSection(data),
    peersSection(data),
].filter(each => each != null));
document.querySelector("main").append(element(
    "footer", {}, "Charts by Chart.js " + Chart.version + ", MIT License, \u00a9 Chart.js Contributors."));
drawFigures();
redrawWhenColoursChange();

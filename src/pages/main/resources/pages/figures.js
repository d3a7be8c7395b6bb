"use strict";

const figures = [];
// A canvas has a largest size; with very many problems the bars get thinner instead.
const TALLEST = 8000;

function themeColour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

// A figure whose chart is drawn once it is part of the page, and again when the colours change.
function figureOf(title, note, height, configure) {
    const canvas = element("canvas", {role: "img", "aria-label": title});
    const frame = element("div", {class: "frame"}, canvas);
    frame.style.height = Math.min(height, TALLEST) + "px";
    const figure = element(
        "figure", {}, element("figcaption", {}, element("strong", {}, title), note), frame);
    figures.push({figure, canvas, configure, chart: null});
    return figure;
}

function drawFigures() {
    Chart.defaults.animation = false;
    Chart.defaults.maintainAspectRatio = false;
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.color = themeColour("quiet");
    Chart.defaults.borderColor = themeColour("grid");
    Chart.defaults.plugins.legend.labels.color = themeColour("ink");
    Chart.defaults.plugins.legend.position = "top";
    Chart.defaults.plugins.legend.align = "start";
    for (const each of figures) {
        each.chart?.destroy();
        const configuration = each.configure();
        configuration.plugins = [{
            id: "drawn",
            afterDraw: chart => each.figure.setAttribute(
                "data-drawn", chart.chartArea.width > 0 && chart.chartArea.height > 0),
        }];
        each.chart = new Chart(each.canvas, configuration);
    }
}

function redrawWhenColoursChange() {
    for (const query of ["(prefers-color-scheme: dark)", "print"]) {
        matchMedia(query).addEventListener("change", drawFigures);
    }
}

function valueAxis(title, logarithmic) {
    return {
        type: logarithmic ? "logarithmic" : "linear",
        title: {display: true, text: title},
        ticks: logarithmic ? {callback: logarithmicTick, autoSkip: false, maxRotation: 0} : {maxRotation: 0},
    };
}

// Labels 1, 2 and 5 of each decade alone, or 1 where there are many decades: more do not fit.
// Chart.js passes the axis as this.
function logarithmicTick(value) {
    const labelled = this.max / this.min > 2000 ? [1] : [1, 2, 5];
    const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
    return labelled.some(each => Math.abs(each - mantissa) < 1e-6) ? String(Number(value.toPrecision(3))) : "";
}

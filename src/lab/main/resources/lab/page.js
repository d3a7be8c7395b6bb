"use strict";

const SERIES_COLOURS = 6;
const MOST_MARKS = 40;

function setEquations() {
    for (const place of document.querySelectorAll("[data-latex]")) {
        const set = element("div");
        // One that cannot be set stays in plain text.
        try {
            katex.render(place.dataset.latex, set, {displayMode: true, output: "mathml"});
            place.classList.add("set");
            place.replaceChildren(...set.childNodes);
        } catch (failure) {
            tellFailure(failure.message);
        }
    }
}

function placeCharts() {
    for (const place of document.querySelectorAll(".chart")) {
        const chart = JSON.parse(place.querySelector("script").textContent);
        place.replaceWith(figureOf(chart.title, "", innerWidth < 600 ? 340 : 400, () => lineConfiguration(chart)));
    }
}

function lineConfiguration(chart) {
    return {
        type: "scatter",
        data: {datasets: chart.lines.map(lineDataset)},
        options: {
            scales: {
                x: gridAtLabels(valueAxis(chart.xLabel, chart.logX)),
                y: gridAtLabels(valueAxis(chart.yLabel, chart.logY)),
            },
            interaction: {mode: "nearest", intersect: false},
            plugins: {
                legend: {
                    display: chart.lines.length > 1,
                    labels: {usePointStyle: true, pointStyle: "line", pointStyleWidth: 28, generateLabels: lineLabels},
                },
                tooltip: {
                    callbacks: {
                        label: item => `${item.dataset.label}: ${brief(item.parsed.y)} at ${brief(item.parsed.x)}`,
                    },
                },
            },
        },
    };
}

// Over many decades the other lines would be all that is seen.
function gridAtLabels(axis) {
    return {...axis, grid: {color: context => context.tick?.label ? themeColour("grid") : "transparent"}};
}

// As Chart.js makes them, but dashed where the line is.
function lineLabels(chart) {
    return Chart.defaults.plugins.legend.labels.generateLabels(chart).map(label => ({
        ...label, lineWidth: 2, lineDash: chart.data.datasets[label.datasetIndex].borderDash,
    }));
}

function lineDataset(line, index) {
    const colour = themeColour("series-" + (index % SERIES_COLOURS + 1));
    return {
        label: line.name,
        data: line.points.map(({x, y}) => ({x: x ?? NaN, y: y ?? NaN})),
        showLine: true,
        spanGaps: false,
        borderColor: colour,
        backgroundColor: colour,
        borderWidth: 2,
        borderDash: line.dashed ? [6, 4] : [],
        // Many marks would hide the line.
        pointRadius: line.dashed || line.points.length > MOST_MARKS ? 0 : 3.5,
        pointHoverRadius: 6,
    };
}

function brief(value) {
    return String(Number(value.toPrecision(4)));
}

setEquations();
placeCharts();
drawFigures();
redrawWhenColoursChange();

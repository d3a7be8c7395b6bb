"use strict";

const ROW_HEIGHT = 24;

function barHeight(rows, bars = 1) {
    return 90 + rows * Math.max(ROW_HEIGHT, bars * 11 + 10);
}

// What is below 1 must look as far from it as what is above. Values that differ little get a linear
// axis, which has more labels.
function ratioAxis(values) {
    const farthest = values.filter(each => each > 0).reduce((most, each) => Math.max(most, each, 1 / each), 1.04) * 1.01;
    return {base: 1, logarithmic: farthest > 2.5, least: 1 / farthest, most: farthest};
}

// Bars that lie, one row for each label: names are long, and a narrow screen scrolls downwards.
function barConfiguration(labels, datasets, valueTitle, {logarithmic = false, base = 0, least, most, describe, legend = true}) {
    const narrow = innerWidth < 600;
    return {
        type: "bar",
        data: {labels, datasets: datasets.map(each => ({base, ...each}))},
        options: {
            indexAxis: "y",
            layout: {padding: {right: 16}},
            scales: {
                x: {
                    ...valueAxis(valueTitle, logarithmic),
                    beginAtZero: base === 0, suggestedMin: least, suggestedMax: most,
                },
                y: {
                    grid: {display: false},
                    ticks: {
                        color: themeColour("ink"),
                        callback: index => shortened(String(labels[index]), narrow ? 16 : 44),
                    },
                },
            },
            interaction: {mode: "nearest", axis: "y", intersect: false},
            plugins: {
                legend: {display: legend, labels: {usePointStyle: true}},
                tooltip: {callbacks: describe ? {label: describe} : {}},
            },
        },
    };
}

"use strict";

// Both axes are logarithmic, so that every roof is a straight line: memory's rises with the
// operations that a byte is worth, and those of the instructions are level.
function rooflineSection(data) {
    const points = data.problems
        .filter(each => each.gigaflops > 0 && each.intensity > 0)
        .map(each => ({x: each.intensity, y: each.gigaflops, problem: each}));
    if (points.length === 0) {
        return null;
    }
    return section(
        "Roofline",
        figureOf(
            data.roofs == null ? "Speed by operations for each byte" : "Problems below the roofs of the machine",
            data.roofs == null ? "The roofs were not measured." : roofNote(data.roofs),
            innerWidth < 600 ? 420 : 480,
            () => rooflineConfiguration(points, data.roofs)));
}

function roofNote(roofs) {
    return `Measured with ${roofs.threads} ${roofs.threads === 1 ? "thread" : "threads"}: memory reads `
        + `${digits(roofs.read, 3)} GB/s, and ${digits(roofs.triad, 3)} GB/s where a third is written. `
        + "What fits in the caches can rise above the memory's roof.";
}

function rooflineConfiguration(points, roofs) {
    const lines = roofs == null ? [] : roofLines(points, roofs);
    return {
        type: "scatter",
        data: {
            datasets: [
                {
                    label: "problem", data: points, pointRadius: 4.5, pointHoverRadius: 7,
                    backgroundColor: themeColour("series-1"), borderColor: themeColour("page"),
                },
                ...lines,
            ],
        },
        options: {
            scales: {
                x: valueAxis("operations / byte", true),
                y: valueAxis("GFLOP/s", true),
            },
            plugins: {
                legend: {labels: {usePointStyle: true}},
                tooltip: {
                    filter: item => item.raw.problem != null,
                    callbacks: {label: item => rooflineLabel(item.raw)},
                },
            },
        },
    };
}

function rooflineLabel(point) {
    const share = point.problem.share == null ? "" : ", " + percent(point.problem.share) + " of its roof";
    return `${point.problem.name}: ${digits(point.y)} GFLOP/s at ${digits(point.x, 3)} operations / byte${share}`;
}

function roofLines(points, roofs) {
    const rates = [["f32", roofs.f32, "series-2"], ["bf16", roofs.bf16, "series-3"], ["int8", roofs.int8, "series-4"]]
        .filter(([, rate]) => rate != null);
    const highest = Math.max(...rates.map(([, rate]) => rate));
    const left = Math.min(...points.map(each => each.x), highest / roofs.memory / 8) / 1.5;
    const right = Math.max(...points.map(each => each.x), highest / roofs.memory) * 1.5;
    const line = (label, colour, from, to) => ({
        label, data: [from, to], showLine: true, pointRadius: 0, pointHitRadius: 0, borderWidth: 2,
        borderColor: themeColour(colour), backgroundColor: themeColour(colour), pointStyle: "line",
    });
    return [
        line(
            `memory ${digits(roofs.memory, 3)} GB/s`, "quiet",
            {x: left, y: left * roofs.memory}, {x: highest / roofs.memory, y: highest}),
        ...rates.map(([name, rate, colour]) => line(
            `${name} ${digits(rate, 3)}`, colour,
            {x: rate / roofs.memory, y: rate}, {x: right, y: rate})),
    ];
}

"use strict";

const VERDICTS = {"faster": "good", "slower": "bad"};

// What an older session took for the same problems.
function comparisonSection(data) {
    const compared = data.comparison;
    if (compared == null) {
        return null;
    }
    const content = [
        element("p", {class: "note"}, "With ", compared.date, ": ", element("code", {}, "scripts/bench " + compared.command)),
        element("p", {}, compared.geomean == null
            ? "No problem was timed in both runs."
            : `Geometric mean of new / old: ${fixed(compared.geomean, 3)} over ${compared.rows.length} problems.`),
    ];
    if (compared.rows.length > 0) {
        content.push(comparisonTable(compared.rows), comparisonFigure(compared.rows));
    }
    for (const [title, names] of [["Only in the new run", compared.unmatched], ["Only in the old run", compared.missing]]) {
        if (names.length > 0) {
            content.push(note(title + ": " + names.join(", ")));
        }
    }
    return section("Compared with an older run", ...content);
}

function comparisonTable(rows) {
    return sortableTable("Comparison", [
        {title: "problem", text: true, width: "wide", value: row => row.name, show: nameCell},
        {title: "old ms", value: row => row.before, show: row => digits(row.before)},
        {title: "new ms", value: row => row.now, show: row => digits(row.now)},
        {title: "new / old", value: row => row.ratio, show: row => fixed(row.ratio, 3)},
        {title: "old noise", value: row => row.noiseBefore, show: row => percent(row.noiseBefore)},
        {title: "new noise", value: row => row.noiseNow, show: row => percent(row.noiseNow)},
        {title: "change", text: true, value: row => row.verdict, kind: row => VERDICTS[row.verdict] ?? ""},
    ], rows);
}

function comparisonFigure(rows) {
    return figureOf(
        "New median divided by the old",
        "Left of 1 it got faster. Noise is the spread of the middle half of the times; grey bars do not exceed it.",
        barHeight(rows.length),
        () => barConfiguration(
            rows.map(each => each.name),
            [{
                label: "new / old",
                data: rows.map(each => each.ratio),
                backgroundColor: rows.map(each => themeColour(VERDICTS[each.verdict] ?? "quiet")),
                minBarLength: 2,
            }],
            "new / old",
            {
                ...ratioAxis(rows.map(each => each.ratio)),
                legend: false,
                describe: item => fixed(item.parsed.x, 3) + ", " + rows[item.dataIndex].verdict,
            }));
}

"use strict";

function section(title, ...content) {
    return element("section", {}, element("h2", {}, title), ...content);
}

function note(text) {
    return element("p", {class: "note"}, text);
}

function machineSection(data) {
    const facts = data.facts.map(fact => element(
        "div", {}, element("dt", {}, fact.label), element("dd", {}, fact.value)));
    return section(
        "Machine",
        element("p", {}, element("code", {}, "scripts/bench " + data.command)),
        element("dl", {class: "facts"}, ...facts));
}

// The name opens to the arguments that run the problem again.
function nameCell(problem) {
    return element(
        "details",
        {},
        element("summary", {}, problem.name),
        element("code", {}, "scripts/bench " + problem.arguments));
}

const FAILURES = ["FAILED", "UNIMPLEMENTED"];

function problemsSection(data) {
    const has = field => data.problems.some(each => each[field] != null);
    const columns = [
        {title: "problem", text: true, width: "wide", value: row => row.name,
            show: row => row.arguments == null ? row.name : nameCell(row)},
        {title: "implementation", text: true, width: "kernel", value: row => row.implementation || null},
        ...[["minimum", "min ms", 4], ["median", "median ms", 4], ["average", "avg ms", 4],
            ["cold", "creation cold ms", 3], ["cached", "creation cached ms", 3]].map(([field, title, count]) => (
            {title, value: row => row[field], show: row => digits(row[field], count)})),
        {title: "GFLOP/s", value: row => row.gigaflops, show: row => fixed(row.gigaflops, 1)},
        {title: "GB/s", value: row => row.bandwidth, show: row => fixed(row.bandwidth, 1)},
    ];
    if (has("roof")) {
        columns.push({title: "% of roof", value: row => row.share, show: row => percent(row.share)});
    }
    if (has("twinRatio")) {
        columns.push(
            {title: "Java / C", value: row => row.twinRatio, show: row => fixed(row.twinRatio, 3)},
            {title: "overhead ns", value: row => row.twinOverhead, show: row => fixed(row.twinOverhead, 0)});
    }
    columns.push({
        title: "status", text: true, width: "brief", value: row => row.status,
        kind: row => FAILURES.includes(row.status) ? "bad" : "",
        show: row => row.status && (row.reason ? row.status + ": " + row.reason : row.status),
    });
    const sums = data.sums.map(sum => ({...sum, name: sum.label, status: ""}));
    return section(
        "Problems",
        note("GFLOP/s and GB/s by the median. A name opens to the command that runs the problem again."),
        sortableTable("Problems", columns, data.problems, sums));
}

function speedSection(data) {
    const timed = data.problems.filter(each => each.gigaflops != null);
    if (timed.length === 0) {
        return null;
    }
    const roofed = timed.some(each => each.roof != null);
    return figureOf(
        "GFLOP/s by problem",
        roofed ? "The mark is the roof: what the machine allows at the problem's operations for each byte." : "",
        barHeight(timed.length),
        () => {
            const roof = {
                type: "line", label: "roof", data: timed.map(each => each.roof), showLine: false,
                pointStyle: "line", pointRotation: 90, pointRadius: 8, pointHoverRadius: 9,
                borderColor: themeColour("roof"), borderWidth: 3,
            };
            const bars = {
                label: "GFLOP/s", data: timed.map(each => each.gigaflops),
                backgroundColor: themeColour("series-1"),
            };
            return barConfiguration(timed.map(each => each.name), roofed ? [roof, bars] : [bars], "GFLOP/s", {
                describe: item => item.dataset.label + " " + digits(item.parsed.x),
                legend: roofed,
            });
        });
}

function twinSection(data) {
    const twins = data.problems.filter(each => each.twinRatio != null);
    if (twins.length === 0) {
        return null;
    }
    return section(
        "Java beside C",
        figureOf(
            "Time in Java divided by time in C",
            "The same primitive called both ways in turns: 1 is equal, to the right Java is slower.",
            barHeight(twins.length),
            () => barConfiguration(
                twins.map(each => each.name),
                [{label: "Java / C", data: twins.map(each => each.twinRatio), backgroundColor: themeColour("series-5"), minBarLength: 2}],
                "Java / C",
                {
                    ...ratioAxis(twins.map(each => each.twinRatio)),
                    legend: false,
                    describe: item => fixed(item.parsed.x, 3) + ", " + fixed(twins[item.dataIndex].twinOverhead, 0) + " ns a call",
                })));
}

// Others are often many times slower and seldom faster: not the same room on both sides of 1.
function peerAxis(problems) {
    const ratios = problems.flatMap(each => each.peers.map(peer => peer.ratio)).filter(each => each > 0);
    const least = ratios.reduce((one, other) => Math.min(one, other), 1);
    const most = ratios.reduce((one, other) => Math.max(one, other), 1);
    return {base: 1, logarithmic: true, least: Math.min(0.9, least * 0.9), most: Math.max(2, most * 1.1)};
}

function peerForm(peer) {
    return peer.form ? " (" + peer.form + ")" : "";
}

function peersSection(data) {
    if (data.peers == null) {
        return null;
    }
    const problems = data.peers.problems;
    const names = [...new Set(problems.flatMap(each => each.peers.filter(peer => peer.ratio != null).map(peer => peer.name)))]
        .filter(name => name !== "onednn4j");
    const found = (problem, name) => problem.peers.find(peer => peer.name === name);
    const reasons = problems.flatMap(problem => problem.peers
        .filter(peer => peer.reason)
        .map(peer => element("li", {}, peer.name + ", " + problem.name + ": " + peer.reason)));
    const content = [note(
        `${data.peers.java}, ${data.peers.os}, ${data.peers.threads} threads, ${data.peers.rounds} rounds of turns.`)];
    if (names.length > 0) {
        content.push(figureOf(
            "Time of other libraries divided by ours",
            "Above 1, ours is faster.",
            barHeight(problems.length, names.length) + 20 * Math.ceil(names.length / 3),
            () => barConfiguration(
                problems.map(each => each.name),
                names.map((name, index) => ({
                    label: name,
                    data: problems.map(problem => found(problem, name)?.ratio ?? null),
                    backgroundColor: themeColour("series-" + (index % 6 + 1)),
                })),
                "their time / ours",
                {
                    ...peerAxis(problems),
                    describe: item => item.dataset.label + " " + digits(item.parsed.x, 3)
                        + peerForm(found(problems[item.dataIndex], item.dataset.label)),
                })));
    }
    if (reasons.length > 0) {
        content.push(element("details", {}, element("summary", {}, "Who could not run what"), element("ul", {}, ...reasons)));
    }
    return section("Other libraries", ...content);
}

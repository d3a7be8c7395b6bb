"use strict";

// What goes wrong is told on the page itself: whoever opens a report seldom opens a console.
function tellFailure(message) {
    const box = document.getElementById("failures");
    box.hidden = false;
    box.append(String(message), document.createElement("br"));
}
addEventListener("error", event => tellFailure(event.message));
addEventListener("unhandledrejection", event => tellFailure(event.reason));
addEventListener("securitypolicyviolation", event => tellFailure("blocked: " + event.blockedURI));

// Makes an element. Text only ever enters as text: names come from whoever wrote the problems.
function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
        made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
}

const MISSING = "\u2013";

// A number with so many significant digits, never with an exponent.
function digits(value, count = 4) {
    if (value == null) {
        return MISSING;
    }
    return new Intl.NumberFormat("en", {
        minimumSignificantDigits: value === 0 ? 1 : count,
        maximumSignificantDigits: count,
        useGrouping: false,
    }).format(value);
}

function fixed(value, decimals) {
    return value == null ? MISSING : value.toFixed(decimals);
}

function percent(part, decimals = 1) {
    return part == null ? MISSING : (part * 100).toFixed(decimals) + "\u202f%";
}

// Leaves the middle out: names begin with their network and end with what tells them apart.
function shortened(text, length) {
    const points = Array.from(text);
    if (points.length <= length) {
        return text;
    }
    const start = Math.floor(length / 3);
    return points.slice(0, start).join("") + "\u2026" + points.slice(start + 1 - length).join("");
}

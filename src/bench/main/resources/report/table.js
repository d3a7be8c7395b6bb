"use strict";

// A table whose rows can be sorted by each of its columns. A column has a title, the value that it
// sorts by, what it shows (the value when left out), whether it is text,
// and a class for its width.
function sortableTable(label, columns, rows, footRows = []) {
    const body = element("tbody");
    const heads = columns.map(column => element(
        "th",
        {scope: "col", class: column.text ? "text" : ""},
        element("button", {type: "button"}, column.title)));
    const lines = rows.map(row => ({row, line: tableLine(columns, row)}));
    body.append(...lines.map(each => each.line));
    heads.forEach((head, index) => {
        head.firstChild.addEventListener("click", () => {
            const descending = head.getAttribute("aria-sort") === "ascending";
            heads.forEach(each => each.removeAttribute("aria-sort"));
            head.setAttribute("aria-sort", descending ? "descending" : "ascending");
            const sorted = lines.toSorted((one, other) => compareValues(
                columns[index].value(one.row), columns[index].value(other.row), descending));
            body.append(...sorted.map(each => each.line));
        });
    });
    const table = element(
        "table", {}, element("thead", {}, element("tr", {}, ...heads)), body);
    if (footRows.length > 0) {
        table.append(element("tfoot", {}, ...footRows.map(row => tableLine(columns, row, ""))));
    }
    // The box scrolls, so the keyboard has to reach it.
    return element("div", {class: "scroll", role: "region", "aria-label": label, tabindex: "0"}, table);
}

function tableLine(columns, row, missing = MISSING) {
    return element("tr", {}, ...columns.map(column => {
        const value = column.value(row);
        const shown = value == null ? missing : column.show ? column.show(row) : value;
        const kind = [column.text ? "text" : "", column.width ?? "", column.kind ? column.kind(row) : ""];
        return element("td", {class: kind.filter(Boolean).join(" ")}, shown);
    }));
}

// What is missing comes last whichever way the others are sorted.
function compareValues(one, other, descending) {
    const missing = (one == null) - (other == null);
    if (missing !== 0 || one == null) {
        return missing;
    }
    const order = typeof one === "string"
        ? one.localeCompare(other, "en", {numeric: true})
        : one - other;
    return descending ? -order : order;
}

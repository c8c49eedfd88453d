"use strict";
// Sorting, filtering, paging and saving of the tables. Outside texts only ever go in as text nodes.
// The view of one table lives in the address: #links?status=lost&q=blog&sort=-value&page=2
(() => {
  const PAGE = 25;
  const LONGEST = 110;
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  const numbers = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 15 });
  const grids = new Map();

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const rounded = (number, digits = 0) => Math.floor(number * 10 ** digits + 0.5) / 10 ** digits;

  const percent = (share) => {
    const hundred = share * 100;
    if (hundred > 0 && hundred < 0.05) return "less than 0.1\u00a0%";
    if (hundred < 10 && !Number.isInteger(hundred)) return `${rounded(hundred, 1).toFixed(1)}\u00a0%`;
    if (hundred >= 99.5 && hundred < 100) return `${(Math.floor(hundred * 10) / 10).toFixed(1)}\u00a0%`;
    return `${rounded(hundred).toFixed(0)}\u00a0%`;
  };

  const words = (value, kind) => {
    if (value === null || value === "") return "";
    if (kind === "share") return percent(value);
    if (kind === "points") return rounded(value).toFixed(0);
    if (kind === "number" && value > 0 && value < 0.0001) return "< 0.0001";
    if (kind === "number") return numbers.format(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
    if (kind === "flag") return value ? "yes" : "no";
    return String(value);
  };

  const fill = (cell, value, column) => {
    const text = words(value, column.kind);
    if (text === "") {
      cell.append(element("span", { class: "none" },
        element("span", { "aria-hidden": "true" }, "–"), element("span", { class: "unseen" }, "not known")));
    } else if (column.name === "tier") {
      cell.append(element("span", { class: `chip tier-${text}` }, text));
    } else if (["outside", "evidence", "line"].includes(column.kind)) {
      const long = [...text].length > LONGEST;
      const shown = element("bdi", {}, long ? `${[...text].slice(0, LONGEST - 1).join("")}…` : text);
      if (long) shown.title = text;
      cell.append(shown);
    } else {
      cell.append(text);
    }
  };

  const compare = (one, other) => {
    if (typeof one === "string" && typeof other === "string") return one.localeCompare(other, "en");
    return Number(one) - Number(other);
  };

  const sorted = (rows, place, falling) => {
    const known = rows.filter((row) => row[place] !== null && row[place] !== "");
    const unknown = rows.filter((row) => row[place] === null || row[place] === "");
    known.sort((one, other) => (falling ? -1 : 1) * compare(one[place], other[place]));
    return known.concat(unknown); // what is not known comes last either way
  };

  const chosen = (grid) => {
    const { columns, rows } = grid.model;
    const wanted = grid.state.q.trim().toLocaleLowerCase();
    let found = rows.filter((row) => columns.every((column, place) => {
      const choice = grid.state.choices.get(column.name);
      return choice === undefined || (words(row[place], column.kind) || "not known") === choice;
    }));
    if (wanted) {
      found = found.filter((row) => columns.some((column, place) =>
        words(row[place], column.kind).toLocaleLowerCase().includes(wanted)));
    }
    const place = columns.findIndex((column) => column.name === grid.state.sort);
    return place < 0 ? found : sorted(found, place, grid.state.falling);
  };

  const draw = (grid) => {
    const rows = chosen(grid);
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    grid.state.page = Math.min(Math.max(1, grid.state.page), pages);
    const start = (grid.state.page - 1) * PAGE;
    grid.body.replaceChildren(...rows.slice(start, start + PAGE).map((row) => {
      const line = element("tr");
      row.forEach((value, place) => {
        const column = grid.model.columns[place];
        const kind = `${column.kind} col-${column.name}`;
        const cell = place ? element("td", { class: kind }) : element("th", { scope: "row", class: kind });
        fill(cell, value, column);
        line.append(cell);
      });
      return line;
    }));
    grid.heads.forEach((head, place) => {
      const on = grid.model.columns[place].name === grid.state.sort;
      if (on) head.setAttribute("aria-sort", grid.state.falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    tell(grid, rows.length, start, pages);
  };

  const tell = (grid, found, start, pages) => {
    const { rows, total } = grid.model;
    const end = Math.min(start + PAGE, found);
    const span = found > PAGE ? `Rows ${numbers.format(start + 1)} to ${numbers.format(end)} of ` : "";
    const some = found === rows.length ? "" : ` that match, of ${numbers.format(rows.length)}`;
    const all = total > rows.length ? ` This page carries ${numbers.format(rows.length)} of ${numbers.format(total)}; all are in the files beside it.` : "";
    grid.tally.textContent = `${span}${numbers.format(found)} ${found === 1 ? "row" : "rows"}${some}.${all}`;
    if (!grid.pages) return;
    grid.pages.hidden = pages === 1;
    grid.before.disabled = grid.state.page === 1;
    grid.after.disabled = grid.state.page === pages;
    grid.where.textContent = `Page ${grid.state.page} of ${pages}`;
  };

  const address = (grid) => {
    const parts = new URLSearchParams();
    for (const [name, value] of grid.state.choices) parts.set(name, value);
    if (grid.state.q) parts.set("q", grid.state.q);
    if (grid.state.sort) parts.set("sort", (grid.state.falling ? "-" : "") + grid.state.sort);
    if (grid.state.page > 1) parts.set("page", grid.state.page);
    const text = parts.toString();
    return `#${grid.id}${text ? `?${text}` : ""}`;
  };

  const changed = (grid, page = 1) => {
    grid.state.page = page;
    draw(grid);
    history.replaceState(null, "", address(grid));
  };

  const apply = (grid, query) => {
    const parts = new URLSearchParams(query);
    const names = new Set(grid.model.columns.map((column) => column.name));
    const sort = parts.get("sort") || "";
    grid.state = {
      q: parts.get("q") || "",
      sort: names.has(sort.replace(/^-/, "")) ? sort.replace(/^-/, "") : "",
      falling: sort.startsWith("-"),
      page: Number.parseInt(parts.get("page") || "1", 10) || 1,
      choices: new Map([...parts].filter(([name]) => names.has(name))),
    };
    if (grid.search) grid.search.value = grid.state.q;
    for (const [name, select] of grid.selects) {
      const value = grid.state.choices.get(name) ?? "";
      // a value no carried row has is still a filter: it shows none, and says so
      if (value && ![...select.options].some((option) => option.value === value)) select.append(new Option(value, value));
      select.value = value;
    }
    draw(grid);
  };

  const follow = () => {
    const [name, query = ""] = location.hash.slice(1).split("?");
    const grid = grids.get(name);
    if (!grid) return;
    apply(grid, query);
    grid.section.scrollIntoView();
  };

  const safe = (text) => (FORMULA.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

  const save = (name, rows) => {
    const text = rows.map((row) => row.map((cell) => quoted(cell)).join(",")).join("\r\n");
    const url = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    const link = element("a", { href: url, download: `${name}.csv` });
    link.click();
    URL.revokeObjectURL(url);
  };

  const saved = (value, kind) => {
    if (value === null) return "";
    return kind === "number" || kind === "share" || kind === "points" ? String(value) : safe(words(value, kind));
  };

  const saveGrid = (grid) => save(grid.id, [
    grid.model.columns.map((column) => column.name),
    ...chosen(grid).map((row) => row.map((value, place) => saved(value, grid.model.columns[place].kind))),
  ]);

  const saveTable = (table) => save(table.dataset.export, [...table.rows].map((row) => [...row.cells].map((cell) => {
    const text = (cell.querySelector("bdi[title]")?.title || cell.textContent).trim();
    return cell.classList.contains("number") ? text : safe(text);
  })));

  const tools = (grid, place) => {
    const { columns, rows } = grid.model;
    if (rows.length > 8) {
      grid.search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
      grid.search.addEventListener("input", () => { grid.state.q = grid.search.value; changed(grid); });
      place.append(element("label", {}, "Search", grid.search));
    }
    columns.forEach((column, index) => {
      const values = new Set(rows.map((row) => words(row[index], column.kind) || "not known"));
      if (!column.choice || values.size < 2) return;
      const select = element("select", {}, new Option("all", ""));
      for (const value of [...values].sort()) select.append(new Option(value, value));
      select.addEventListener("change", () => {
        if (select.value) grid.state.choices.set(column.name, select.value);
        else grid.state.choices.delete(column.name);
        changed(grid);
      });
      grid.selects.set(column.name, select);
      place.append(element("label", {}, column.label, select));
    });
    const csv = element("button", { type: "button" }, "Save as CSV");
    csv.addEventListener("click", () => saveGrid(grid));
    place.append(csv);
    place.hidden = false;
  };

  const pager = (grid, place) => {
    grid.pages = place;
    grid.before = element("button", { type: "button" }, "Previous");
    grid.after = element("button", { type: "button" }, "Next");
    grid.where = element("span");
    grid.before.addEventListener("click", () => changed(grid, grid.state.page - 1));
    grid.after.addEventListener("click", () => changed(grid, grid.state.page + 1));
    place.append(grid.before, grid.where, grid.after);
  };

  const heads = (grid) => grid.heads.forEach((head, place) => {
    const column = grid.model.columns[place];
    const button = element("button", { type: "button" }, head.textContent);
    button.addEventListener("click", () => {
      const textual = !["number", "share", "points", "date"].includes(column.kind);
      const same = grid.state.sort === column.name;
      grid.state.falling = same ? !grid.state.falling : !textual;
      grid.state.sort = column.name;
      changed(grid);
    });
    head.dataset.label = head.textContent;
    head.replaceChildren(button);
  });

  for (const table of document.querySelectorAll("table[data-grid]")) {
    const id = table.dataset.grid;
    const grid = {
      id,
      model: JSON.parse(document.getElementById(`${id}-model`).textContent),
      section: document.getElementById(id),
      body: table.tBodies[0],
      heads: [...table.tHead.rows[0].cells],
      tally: document.getElementById(`${id}-tally`),
      selects: new Map(),
      state: { q: "", sort: "", falling: false, page: 1, choices: new Map() },
    };
    grids.set(id, grid);
    heads(grid);
    tools(grid, document.querySelector(`[data-tools="${id}"]`));
    pager(grid, document.querySelector(`[data-pages="${id}"]`));
    draw(grid);
  }
  for (const table of document.querySelectorAll("table[data-export]")) {
    const csv = element("button", { type: "button", class: "csv" }, "Save as CSV");
    csv.addEventListener("click", () => saveTable(table));
    table.parentElement.after(csv);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-show]");
    const grid = link && grids.get(link.dataset.show.split("?")[0]);
    if (!grid) return;
    event.preventDefault();
    history.pushState(null, "", `#${link.dataset.show}`);
    follow();
    grid.section.focus({ preventScroll: true });
  });
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);

  const theme = document.getElementById("theme");
  const stored = (value) => {
    try {
      if (value) localStorage.setItem("linkwright-theme", value);
      return localStorage.getItem("linkwright-theme");
    } catch { return null; }
  };
  const dark = () => (document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const label = () => { theme.textContent = dark() ? "Light view" : "Dark view"; };
  if (["light", "dark"].includes(stored())) document.documentElement.dataset.theme = stored();
  theme.hidden = false;
  label();
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = stored(dark() ? "light" : "dark") || (dark() ? "light" : "dark");
    label();
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.more:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of opened) each.open = false; });
  follow();
})();

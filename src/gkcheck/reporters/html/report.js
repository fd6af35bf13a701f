"use strict";
// Filters, searches and draws the findings. Every text goes into the page as text; nothing is fetched and nothing is kept.
(() => {
  const begun = performance.now();
  const data = JSON.parse(document.getElementById("data").textContent);
  const { texts, rules, families, owners, columns, paths, rows, words, lines } = data;
  const LEVELS = ["error", "warning", "note"], STATES = ["", "new", "unchanged", "returned"];
  const [RULE, LEVEL, REVIEW, STATE, OWNER, SECTION, PATH, LINE, COLUMN, TEXT, PART, BEFORE, MARKED, BEHIND, RELATED, NAME, FIRST, LEFT, ELEMENT] =
    Array.from({ length: 19 }, (_, number) => number);
  const PAGE = 100, NAMES = ["q", "kind", "severity", "family", "rule", "owner", "state", "column", "sort", "line", "f", "page"];
  const get = (id) => document.getElementById(id);
  const list = get("list"), search = get("q"), app = get("app"), special = get("special");
  const fields = Object.fromEntries([...document.querySelectorAll("[data-filter]")].map((field) => [field.dataset.filter, field]));
  let found = [], state = {}, haystacks = null;

  const fill = (text, given) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in given ? given[name] : whole));
  const say = (key, given = {}) => fill(words["js-" + key], given);
  const number = (n) => n.toLocaleString("en-US");
  const make = (tag, kind, ...inside) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...inside);
    return element;
  };
  const link = (href, text, away) => {
    const element = make("a", "", text);
    element.href = href;
    if (away) { element.target = "_blank"; element.rel = "noopener noreferrer"; }
    return element;
  };

  // The hash holds what is chosen, so that it can be linked; one without "=" is an anchor of the page.
  const read = () => {
    const hash = location.hash.slice(1), chosen = {};
    if (!hash.includes("=")) return null;
    for (const [name, value] of new URLSearchParams(hash)) if (NAMES.includes(name) && value) chosen[name] = value;
    return chosen;
  };
  const hashOf = (chosen) => NAMES.filter((name) => chosen[name]).map((name) => name + "=" + encodeURIComponent(chosen[name]).replace(/%2C/g, ",")).join("&");
  const keep = () => {
    const hash = hashOf(state);
    history.replaceState(null, "", "#" + (hash || "findings"));
  };

  const haystack = () => haystacks || (haystacks = rows.map((row) => {
    const rule = rules[row[RULE]];
    return [texts[row[TEXT]], paths[row[PATH]][0], rule.code, rule.slug, rule.title, owners[row[OWNER]][0], texts[row[PART]],
      texts[row[BEFORE]] + texts[row[MARKED]] + texts[row[BEHIND]], row[NAME]].join("\n").toLowerCase();
  }));
  const among = (values, name) => {
    if (!state[name]) return null;
    const wanted = new Set(state[name].split(",").map((value) => (value === "." ? "" : value)));
    return new Set(values.map((value, place) => (wanted.has(value) || value === state[name] ? place : -1)).filter((place) => place >= 0));
  };
  const order = {
    severity: (a, b) => rows[a][LEVEL] - rows[b][LEVEL] || a - b,
    rule: (a, b) => (rules[rows[a][RULE]].code < rules[rows[b][RULE]].code ? -1 : rules[rows[a][RULE]].code > rules[rows[b][RULE]].code ? 1 : a - b),
    left: (a, b) => (rows[a][LEFT] < 0 ? 1e9 : rows[a][LEFT]) - (rows[b][LEFT] < 0 ? 1e9 : rows[b][LEFT]) || a - b,
  };
  const choose = () => {
    const level = among(LEVELS, "severity"), standing = among(STATES, "state"), rule = among(rules.map((entry) => entry.code), "rule");
    const duty = among(families, "family"), owner = among(owners.map((entry) => entry[0]), "owner"), column = among(columns, "column");
    const needles = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean), hay = needles.length ? haystack() : null;
    const of = state.line ? lines[state.line] || [] : rows.keys();
    found = [];
    for (const place of of) {
      const row = rows[place];
      if (state.f ? !row[NAME].startsWith(state.f) : state.kind !== "all" && Boolean(row[REVIEW]) !== (state.kind === "review")) continue;
      if (level && !level.has(row[LEVEL])) continue;
      if (standing && !standing.has(row[STATE])) continue;
      if (rule && !rule.has(row[RULE])) continue;
      if (duty && !duty.has(rules[row[RULE]].family)) continue;
      if (owner && !owner.has(row[OWNER])) continue;
      if (column && !column.has(row[SECTION])) continue;
      if (hay && !needles.every((needle) => hay[place].includes(needle))) continue;
      found.push(place);
    }
    if (order[state.sort]) found.sort(order[state.sort]);
  };

  const place = (path, line, column, part) => {
    const told = paths[path][0] + (line ? ":" + line + (column ? ":" + column : "") : "");
    return make("bdi", "path", part ? told + " [" + part + "]" : told);
  };
  const encoded = (entry) => entry[1] || entry[0].split("/").map(encodeURIComponent).join("/");
  const doors = (path) => {
    const entry = paths[path], said = make("span", "doors");
    if (!entry[0]) return said;
    said.append(link(data.base + encoded(entry), words["js-file"], true));
    if (data.address && entry[2] !== "-") said.append(" ", link(data.address + (entry[2] || encoded(entry)), words["js-published"], true));
    return said;
  };
  const quotation = (row) => {
    const quote = make("code", "quote");
    if (row[LINE]) quote.append(make("span", "number", String(row[LINE])));
    quote.append(make("bdi", "", texts[row[BEFORE]], make("mark", "", texts[row[MARKED]]), texts[row[BEHIND]]));
    return quote;
  };
  const details = (row) => {
    const rule = rules[row[RULE]], [owner, support, contact] = owners[row[OWNER]], body = make("dl", "details");
    const entry = (name, ...inside) => body.append(make("div", "", make("dt", "", words["js-" + name]), make("dd", "", ...inside)));
    const where = row[COLUMN] ? say("column", { line: row[LINE], column: row[COLUMN] }) : row[LINE] ? say("line", { line: row[LINE] }) : "";
    entry("place", make("bdi", "path", paths[row[PATH]][0]), " ", [where, texts[row[PART]]].filter(Boolean).join(" "), " ", doors(row[PATH]));
    if (texts[row[ELEMENT]]) entry("element", make("code", "", texts[row[ELEMENT]]));
    if (rule.hint) entry("hint", rule.hint);
    if (rule.basis.length) entry("basis", make("ul", "", ...rule.basis.map((text) => make("li", "", text))));
    if (rule.why) entry("why", rule.why);
    if (row[RELATED].length) {
      entry("related", make("ul", "", ...row[RELATED].map(([role, path, line, column]) => make("li", "", texts[role] + " ", place(path, line, column), " ", doors(path)))));
    }
    const helped = support.length ? " (" + say("support", { names: support.join(words["js-comma"]) }) + ")" : "";
    entry("owner", owner + helped + (contact ? " " + contact : ""));
    if (row[FIRST]) entry("first", texts[row[FIRST]]);
    entry("rule", link("#rule=" + rule.code, rule.code + " " + rule.title), " ", make("code", "slug", rule.slug), " ", rule.manual ? link(rule.manual, words["js-manual"], true) : "");
    entry("fingerprint", make("code", "", row[NAME]), " ", link("#f=" + row[NAME].slice(0, 16), words["js-one"]));
    return body;
  };
  const draw = (at, whole) => {
    const row = rows[at], rule = rules[row[RULE]], level = row[REVIEW] ? "review" : LEVELS[row[LEVEL]];
    const box = make("details", "finding"), head = make("summary", ""), line = make("span", "line");
    line.append(make("span", "chip " + level, words["js-" + level]), " ", make("span", "code", rule.code), " ");
    if (row[STATE]) line.append(make("span", "chip state", words["js-" + STATES[row[STATE]]]), " ");
    if (row[LEFT] >= 0) line.append(make("span", "chip left", say("left", { n: row[LEFT] })), " ");
    line.append(make("bdi", "text", texts[row[TEXT]]));
    head.append(line, make("span", "where", place(row[PATH], row[LINE], row[COLUMN], texts[row[PART]])));
    box.append(head);
    const body = () => {
      if (texts[row[BEFORE]] || texts[row[MARKED]] || texts[row[BEHIND]]) box.append(quotation(row));
      box.append(details(row));
    };
    // What is folded is made when somebody unfolds it.
    if (whole) { body(); box.open = true; } else box.addEventListener("toggle", body, { once: true });
    return make("li", "", box);
  };
  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(Math.max(1, Number(state.page) || 1), pages), from = (page - 1) * PAGE, shown = found.slice(from, from + PAGE);
    list.start = from + 1;
    list.replaceChildren(...shown.map((at) => draw(at, Boolean(state.f))));
    get("count").textContent = found.length ? say("count", { n: number(found.length), from: number(from + 1), to: number(from + shown.length) }) : words["js-none"];
    get("page").textContent = say("page", { page, pages });
    get("pages").hidden = pages === 1;
    get("previous").disabled = page === 1;
    get("next").disabled = page === pages;
    state.page = page > 1 ? String(page) : "";
    special.hidden = !(state.line || state.f);
    if (state.line) special.textContent = say("line-filter", { line: state.line });
    else if (state.f) special.textContent = words["js-one"];
  };
  const apply = () => {
    const started = performance.now();
    choose();
    show();
    performance.measure("gkcheck-filter", { start: started, end: performance.now() });
  };
  const adopt = (chosen) => {
    state = chosen;
    search.value = state.q || "";
    for (const [name, field] of Object.entries(fields)) {
      const value = state[name] || "";
      for (const option of [...field.options]) if (option.dataset.added) option.remove();
      // A link may choose several at once, which the list has no line for.
      if (![...field.options].some((option) => option.value === value)) {
        const option = new Option(value, value);
        option.dataset.added = "1";
        field.add(option);
      }
      field.value = value;
    }
    apply();
  };
  const turn = (step) => {
    state.page = String((Number(state.page) || 1) + step);
    show();
    keep();
    get("count").scrollIntoView({ block: "start" });
  };
  const step = (by) => {
    const heads = [...list.querySelectorAll(":scope > li > details > summary")];
    const at = heads.indexOf(document.activeElement), next = heads[at < 0 ? 0 : at + by];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.q = search.value.trim(); state.page = ""; apply(); keep(); }, 120);
  });
  for (const [name, field] of Object.entries(fields)) {
    field.addEventListener("change", () => { state[name] = field.value; state.page = ""; apply(); keep(); });
  }
  const clear = () => { adopt({}); keep(); };
  get("filters").addEventListener("reset", (event) => { event.preventDefault(); clear(); });
  get("filters").addEventListener("submit", (event) => event.preventDefault());
  get("previous").textContent = words["js-previous"];
  get("next").textContent = words["js-next"];
  get("previous").addEventListener("click", () => turn(-1));
  get("next").addEventListener("click", () => turn(1));
  document.addEventListener("keydown", (event) => {
    const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (inField) { if (event.key === "Escape") document.activeElement.blur(); return; }
    const keys = { "/": () => search.focus(), j: () => step(1), k: () => step(-1), x: clear,
      n: () => get("next").disabled || turn(1), p: () => get("previous").disabled || turn(-1) };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  const follow = () => {
    const chosen = read();
    if (!chosen) return;
    adopt(chosen);
    get("findings").scrollIntoView();
  };
  addEventListener("hashchange", () => { if (read()) { follow(); get("findings").focus({ preventScroll: true }); } });

  // On paper stand all findings of the filter, and everything that is folded on the screen.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main > section details:not([open]):not([data-screen])")].filter((box) => !list.contains(box));
    for (const box of folded) box.open = true;
    list.start = 1;
    list.replaceChildren(...found.map((at) => draw(at, true)));
    get("count").textContent = say("printed", { n: number(found.length) });
  });
  addEventListener("afterprint", () => { for (const box of folded) box.open = false; show(); });

  app.hidden = false;
  const chosen = read();
  adopt(chosen || {});
  if (chosen) get("findings").scrollIntoView();
  performance.measure("gkcheck-open", { start: begun, end: performance.now() });
})();

/* The search page. Pagefind's index lies beside the site and is read in this browser; nothing is stored.
   What is searched for and how it is narrowed stand in the address. All words stand in the page:
   in the attributes of this script's tag, and in its templates. */

// ---- What was typed → what is looked for. Pure functions; the tests call them. ----

const NUMBER = /(?<![\p{L}\d/.,-])(?:(?:sak|saka|saken|saksnr\.?|nr\.?|nummer)\s+)*(\d{1,4})\s?[/-]\s?(\d{1,5})(?![\d/-])/giu;
const SIGN = /n\d+y\d{4}/;
/* Stands on every page: asking Pagefind for all pages by no word at all fetches the whole index. */
const EVERY = '"n0y0000"';
const ENDING = /^(?:e|a|n|en|et|ene|ane|ar|er|or|r|i|s|ens|ets|enes|anes|ers|ars)?$/;
const MOST_VARIANTS = 8;

const isYear = (digits) => /^(?:19|20)\d\d$/.test(digits);
const whole = (digits) => Number(digits) + (Number(digits) >= 70 ? 1900 : 2000);

/** The sign of a case number, as `exports/search/numbers.py` writes it into the index; empty where there is no year. */
export function signOf(first, second) {
  const sign = (number, year) => `n${Number(number)}y${year}`;
  if (isYear(second)) return isYear(first) ? "" : sign(first, second);
  if (isYear(first)) return sign(second, first);
  if (second.length === 2) return sign(first, whole(second));
  return first.length === 2 && second.length > 2 ? sign(second, whole(first)) : "";
}

/** The query with each case number, and the word "sak" before it, as its sign. */
export function signed(query) {
  return query.replace(NUMBER, (all, first, second) => signOf(first, second) || all);
}

/** The query, and the same with each word's twins that stand in the index; at most eight. A group has its `words` and those `there`. */
export function variants(query, groups) {
  let found = [query];
  for (const group of groups) {
    const more = found.flatMap((one) => group.there.flatMap((word) => exchanged(one, group.words, word)));
    found = [...new Set([...found, ...more])].slice(0, MOST_VARIANTS);
  }
  return found;
}

/** The query with `word` in the place of its twin, if it has one: in whole words, and inside longer ones if it is long itself. */
function exchanged(query, group, word) {
  const forms = [...group].sort((a, b) => b.length - a.length);
  for (const form of forms) {
    const stem = form.length > 5 ? form.replace(/[ae]$/, "") : form;
    const text = RegExp.escape ? RegExp.escape(stem) : stem.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
    const inside = form.length >= 5 && !form.includes(" ");
    const pattern = new RegExp(`${inside ? "" : "(?<![\\p{L}\\d])"}${text}${inside ? "(\\p{L}*)" : "()(?![\\p{L}\\d])"}`, "iu");
    const place = pattern.exec(query);
    if (!place) continue;
    if (form === word) return [];
    const rest = ENDING.test(place[1].toLowerCase()) ? "" : place[1];
    const before = query.slice(0, place.index);
    if (word.length < 5 && (rest || /[\p{L}\d]$/u.test(before))) return [];
    return [before + word + rest + query.slice(place.index + place[0].length)];
  }
  return [];
}

/** Pagefind's excerpt as pairs of a text and whether it was looked for; without the signs of case numbers. */
export function pieces(excerpt) {
  return excerpt
    .replace(/^(?:(?:<mark>)?n\d+y\d{4}\.?(?:<\/mark>)?\.? ?)+/, "")
    .replace(/ ?(?:<mark>)?n0y0000\.?(?:<\/mark>)?/, "")
    .replace(/(\S+) <mark>n\d+y\d{4}([^\s<]*)<\/mark>/g, (all, number, rest) => (number.includes("<") ? number + rest : `<mark>${number}</mark>${rest}`))
    .replace(/ ?\bn\d+y\d{4}/g, "")
    .split(/(<mark>.*?<\/mark>)/)
    .filter(Boolean)
    .map((part) => [part.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">"), part.startsWith("<mark>")]);
}

/** A word as Pagefind compares it. */
const flat = (word) => word.toLowerCase().normalize("NFD").replace(/[^\p{L}\d]/gu, "");

/** Words without the signs of case numbers. */
export const plain = (text) => (text || "").replace(/ ?\bn\d+y\d{4}/g, "").trim();

// ---- The index ----

const BUNDLE = new URL("../../pagefind/", import.meta.url);
const EXCERPT = 28; // words
const FACETS = ["kind", "body", "year", "type", "state"];

/** Pagefind, the twin words and the pages of each facet's choices, fetched once, when they are first asked for. */
const index = {
  async load() {
    this.loading ??= Promise.all([import(new URL("pagefind.js", BUNDLE).href), fetch(new URL("twins.json", BUNDLE)).then((answer) => answer.json())]);
    const [pagefind, twins] = await this.loading;
    this.pagefind ??= pagefind.createInstance({ noWorker: true, excerptLength: EXCERPT });
    this.twins = twins;
    return this.pagefind;
  },

  /** The hits on a query in order of how well they answer; what else was looked for, and which words stand nowhere. */
  async find(query) {
    const pagefind = await this.load();
    if (!query) {
      const all = await pagefind.search(EVERY, { sort: { day: "desc" } });
      return { hits: all.results, twins: [], unknown: [] };
    }
    if (query.includes('"')) return { hits: await this.merged([query]), twins: [], unknown: [] };
    const asked = signed(query);
    let there = await this.there(asked);
    const unknown = [];
    if (!there.length) {
      const words = [];
      for (const word of asked.split(/\s+/)) ((await this.there(word)).length ? words : unknown).push(word);
      there = words.length ? await this.there(words.join(" ")) : [];
    }
    return { hits: await this.merged(there), twins: there.filter((one) => one !== asked && !unknown.length), unknown };
  },

  /** The variants of a query of which every word stands on some page. */
  async there(query) {
    const found = [];
    for (const variant of variants(query, this.twins)) {
      const known = await Promise.all(variant.split(/\s+/).map((word) => this.knows(word)));
      if (known.every(Boolean)) found.push(variant);
    }
    return found;
  },

  /** Whether a word, or one that begins with it, stands on some page: for a word that does not, Pagefind answers with a shorter one. */
  knows(word) {
    this.known ??= new Map();
    if (!this.known.has(word)) this.known.set(word, this.looksUp(word));
    return this.known.get(word);
  },

  async looksUp(word) {
    if (!/[\p{L}\d]/u.test(word)) return true;
    if ((await this.pagefind.search(`"${word}"`)).results.length) return true;
    const [hit] = (await this.pagefind.search(word)).results;
    if (!hit) return false;
    const { excerpt, meta } = await hit.data();
    const start = flat(word).slice(0, -1);
    const words = [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map((found) => found[1]).join(" ");
    return start !== "" && `${words} ${Object.values(meta).join(" ")}`.split(/\s+/).some((one) => flat(one).startsWith(start));
  },

  async merged(queries) {
    const best = new Map();
    for (const query of queries) {
      for (const hit of (await this.pagefind.search(query)).results) {
        if (!best.has(hit.id) || best.get(hit.id).score < hit.score) best.set(hit.id, hit);
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  },

  /** For each facet its choices, each with the pages that it holds. */
  async choices() {
    this.chosen ??= (async () => {
      const pagefind = await this.load();
      const totals = await pagefind.filters();
      const facets = {};
      for (const facet of FACETS) {
        facets[facet] = new Map();
        for (const value of Object.keys(totals[facet] || {})) {
          const found = await pagefind.search(EVERY, { filters: { [facet]: [value] } });
          facets[facet].set(value, new Set(found.results.map((hit) => hit.id)));
        }
      }
      return facets;
    })();
    return this.chosen;
  },
};

/** The hits that all choices hold, and for each facet how many each choice would hold beside the others' choices. */
export function narrowed(hits, choices, chosen) {
  const holds = (hit, except) => FACETS.every((facet) => facet === except || !chosen[facet] || choices[facet].get(chosen[facet])?.has(hit.id));
  const counts = {};
  for (const facet of FACETS) {
    const open = hits.filter((hit) => holds(hit, facet));
    const each = [...choices[facet]].map(([value, pages]) => [value, open.filter((hit) => pages.has(hit.id)).length]);
    const order = facet === "year" ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], document.documentElement.lang);
    counts[facet] = { all: open.length, each: each.filter(([value, number]) => number || value === chosen[facet]).sort(order) };
  }
  return { hits: hits.filter((hit) => holds(hit)), counts };
}

// ---- The page ----

const PAGE = 10;
const MOST_PARTS = 3;

function start(form) {
  const at = (id) => document.getElementById(id);
  const [input, list, status, more] = [at("_ord"), at("_liste"), at("_status"), at("_fleire")];
  const say = document.querySelector("script[data-many]").dataset;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
  let run = 0;
  let typing;
  let found = [];
  let told = "";

  const read = () => {
    const given = new URLSearchParams(location.search);
    return { q: (given.get("q") || "").trim(), ...Object.fromEntries(FACETS.map((facet) => [facet, given.get(facet) || ""])) };
  };
  const address = (state) => {
    const given = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    return `${location.pathname}${given.size ? `?${given}` : ""}`;
  };
  const show = (id, is) => { at(id).hidden = !is; };

  async function search(shown = PAGE) {
    const mine = (run += 1);
    const state = read();
    const asked = Object.values(state).some(Boolean);
    if (!asked) {
      announce("");
      ["_treff", "_ingen", "_feil"].forEach((id) => show(id, false));
      show("_start", true);
      return;
    }
    const busy = setTimeout(() => { if (mine === run) announce(say.busy); }, 400);
    try {
      const { hits, twins, unknown } = await index.find(state.q);
      const isNarrowed = FACETS.some((facet) => state[facet]);
      const { hits: chosen } = isNarrowed ? narrowed(hits, await index.choices(), state) : { hits };
      if (mine !== run) return;
      const first = await Promise.all(chosen.slice(0, shown).map((hit) => hit.data()));
      if (mine !== run) return;
      found = chosen;
      told = result(state, chosen.length, twins, unknown);
      list.replaceChildren(...first.map((one) => hitOf(one, state.q)));
      show("_feil", false);
      show("_treff", hits.length > 0 || isNarrowed);
      show("_utan", isNarrowed);
      show("_ingen", !chosen.length);
      show("_start", !chosen.length);
      clearTimeout(busy);
      settle();
      const choices = await index.choices().catch(() => null); // after the hits: they are what is waited for
      if (choices && mine === run) facets(state, narrowed(hits, choices, state).counts);
    } catch {
      if (mine !== run) return;
      announce("");
      ["_treff", "_ingen"].forEach((id) => show(id, false));
      show("_feil", true);
      show("_start", true);
    } finally {
      clearTimeout(busy);
    }
  }

  function result(state, total, twins, unknown) {
    const values = { query: state.q, number: number.format(total) };
    if (!total) return state.q ? fill(say.none, values) : "";
    const words = fill(state.q ? (total === 1 ? say.one : say.many) : total === 1 ? say.oneAll : say.manyAll, values);
    const quoted = (all) => all.map((one) => `«${plainQuery(one, state.q)}»`).join(", ");
    if (unknown.length) return `${words} ${fill(say.unknown, { words: quoted(unknown) })}`;
    return twins.length ? `${words} ${fill(say.twins, { words: quoted(twins) })}` : words;
  }

  /** A variant as a reader knows it: its case numbers as they were typed. */
  const plainQuery = (variant, query) => (SIGN.test(variant) ? variant.replace(SIGN, query.match(NUMBER)?.[0] ?? "") : variant);

  function settle() {
    const rest = found.length - list.children.length;
    more.hidden = rest <= 0;
    announce(rest > 0 ? `${told} ${fill(say.shown, { shown: number.format(list.children.length) })}` : told);
  }

  function announce(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function hitOf(page, query) {
    const item = at("_mal").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`[data-is=${name}]`);
    const set = (name, words) => { words ? (part(name).textContent = words) : part(name).remove(); };
    const [look, lang, titleLang] = ["look", "lang", "title_lang"].map((name) => page.filters[name]?.[0]);
    const state = part("state");
    set("kind", page.filters.kind?.[0]);
    set("numbers", plain(page.meta.numbers));
    if (look) state.classList.add(...look.split(" "));
    set("state", page.filters.state?.[0]);
    const link = part("title");
    link.textContent = plain(page.meta.title);
    link.href = page.url;
    if (titleLang) link.lang = titleLang;
    const bodies = page.filters.body || [];
    set("body", bodies.filter((name) => name !== page.meta.title).join(", "));
    set("when", page.meta.when);
    const parts = query ? partsOf(page) : { best: [], left: 0 };
    const [own, ...rest] = [page.sub_results.find((one) => !one.anchor), ...parts.best];
    const beginning = page.raw_content.split(/\s+/, EXCERPT).join(" ");
    if (!query) excerpt(part("excerpt"), beginning, lang);
    else if (own || !rest.length) excerpt(part("excerpt"), own ? own.excerpt : page.excerpt, lang);
    if (!part("excerpt").textContent) part("excerpt").remove();
    if (rest.length) {
      part("parts").append(...rest.map((one) => partOf(one, page, lang)));
      if (parts.left) part("parts").append(Object.assign(document.createElement("li"), { className: "hint", textContent: fill(say.moreParts, { number: number.format(parts.left) }) }));
    } else part("parts").remove();
    for (const empty of item.querySelectorAll(".kind:empty, .sub:empty")) empty.remove();
    return item;
  }

  /** The parts of a page that answer best, in the order of the page, and how many there are beside. */
  function partsOf(page) {
    const weight = (one) => one.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
    const all = page.sub_results.filter((one) => one.anchor);
    const best = [...all].sort((a, b) => weight(b) - weight(a)).slice(0, MOST_PARTS);
    return { best: all.filter((one) => best.includes(one)), left: all.length - best.length };
  }

  function partOf(one, page, lang) {
    const item = at("_del").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("a");
    const id = one.anchor.id.replace(/_t$/, "");
    const of = /^vedtak-(.+)$/.exec(id)?.[1];
    const name = of && page.anchors.find((anchor) => [`sak-${of}_t`, `${of}_t`].includes(anchor.id));
    link.textContent = name ? `${plain(one.title)}: ${plain(name.text.replace(/^\S+ n\d+y\d{4} /, ""))}` : plain(one.title);
    link.href = one.url.replace(/#.*$/, `#${id}`);
    if (of || /^(?:siste|tidlegare)_/.test(id)) item.classList.add("part--decision");
    excerpt(item.querySelector(".excerpt"), one.excerpt, lang);
    return item;
  }

  function excerpt(element, html, lang) {
    const parts = pieces(html);
    if (/^\p{Ll}/u.test(parts[0]?.[0] ?? "")) parts.unshift(["… ", false]);
    if (parts.length && !/[.!?:…]\s*$/.test(parts.at(-1)[0])) parts.push([" …", false]);
    const nodes = parts.map(([text, isMarked]) => (isMarked ? Object.assign(document.createElement("mark"), { textContent: text }) : document.createTextNode(text)));
    element.replaceChildren(...nodes);
    if (lang) element.lang = lang;
  }

  function facets(state, counts) {
    for (const box of document.querySelectorAll("[data-facet]")) {
      const facet = box.dataset.facet;
      const { all, each } = counts[facet];
      const name = box.querySelector("[data-all]");
      name.textContent = state[facet] || name.dataset.all;
      box.hidden = !state[facet] && each.length < 2;
      box.querySelector("ul").replaceChildren(choice(state, facet, "", name.dataset.all, all), ...each.map(([value, count]) => choice(state, facet, value, value, count)));
    }
  }

  function choice(state, facet, value, words, count) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address({ ...state, [facet]: value });
    if (state[facet] === value) link.setAttribute("aria-current", "true");
    link.append(...[words, number.format(count)].map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const box = link.closest("details");
      box.open = false;
      box.querySelector("summary").focus();
      history.pushState(null, "", link.href);
      search();
    });
    item.append(link);
    return item;
  }

  async function showMore() {
    const from = list.children.length;
    const mine = run;
    const next = await Promise.all(found.slice(from, from + PAGE).map((hit) => hit.data()));
    if (mine !== run) return;
    list.append(...next.map((one) => hitOf(one, read().q)));
    list.children[from].querySelector("a").focus();
    history.replaceState({ shown: list.children.length }, "");
    settle();
  }

  const typed = () => ({ ...read(), q: input.value.trim() });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    const next = address(typed());
    if (next !== `${location.pathname}${location.search}`) history.pushState(null, "", next);
    search();
  });
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => {
      history.replaceState(null, "", address(typed()));
      search();
    }, 600);
  });
  input.addEventListener("focus", () => index.load().catch(() => {}), { once: true });
  more.addEventListener("click", showMore);
  addEventListener("popstate", (event) => {
    input.value = read().q;
    search(event.state?.shown);
  });
  input.value = read().q;
  search(history.state?.shown);
}

const form = document.getElementById("_sok");
if (form) start(form);

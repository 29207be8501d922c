/* The search page. Pagefind's index lies beside the site and is read in this browser; nothing is stored.
   What is searched for and how it is narrowed stand in the address. All words stand in the page:
   in the attributes of this script's tag, and in its templates. */

// ---- What was typed → what is looked for. Pure functions; the tests call them. ----

const NUMBER = /(?<![\p{L}\d/.,-])(?:(?:sak|saka|saken|saksnr\.?|nr\.?|nummer)\s+)*(\d{1,4})\s?[/-]\s?(\d{1,5})(?![\d/-])/giu;
const SIGN = /n\d+y\d{4}/;
/* A word that stands for a number, a day or a name, and that nobody is to see. */
const HIDDEN = "(?:[nm]\\d+y\\d{4}|d\\d{8}|a\\d{4}x\\d+|i[\\da-f]{8}y0)";
const LEADING = new RegExp(`^(?:(?:<mark>)?${HIDDEN}\\.?(?:</mark>)?\\.? ?)+`);
const WITHIN = /(?: ?(?:<mark>)?\b(?:m\d+y\d{4}|d\d{8}|a\d{4}x\d+|i[\da-f]{8}y0)\b\.?(?:<\/mark>)?\.?)+| ?\bn\d+y\d{4}/g;
const OF_MEETING = /(?:^|\s)(?:møte\p{L}*|mote\p{L}*|moete\p{L}*)(?=\s|$)/iu;
/* Stands on every page: asking Pagefind for all pages by no word at all fetches the whole index. */
const EVERY = '"n0y0000"';
const ENDING = /^(?:e|a|n|en|et|ene|ane|ar|er|or|r|i|s|ens|ets|enes|anes|ers|ars)?$/;
const MOST_VARIANTS = 8;

const isYear = (digits) => /^(?:19|20)\d\d$/.test(digits);
const whole = (digits) => Number(digits) + (Number(digits) >= 70 ? 1900 : 2000);

/** The sign of a case number, as `outputs/search/numbers.py` writes it into the index; empty where there is no year. */
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
    .replace(LEADING, "")
    .replace(/ ?(?:<mark>)?n0y0000\.?(?:<\/mark>)?/, "")
    .replace(/(\S+) <mark>n\d+y\d{4}([^\s<]*)<\/mark>/g, (all, number, rest) => (number.includes("<") ? number + rest : `<mark>${number}</mark>${rest}`))
    .replace(WITHIN, "")
    .split(/(<mark>.*?<\/mark>)/)
    .filter(Boolean)
    .map((part) => [part.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">"), part.startsWith("<mark>")]);
}

/** A word as those type it who have no æ, ø and å, or write other letters for them: "læring", "laering" and "laring" are one. */
export const folded = (word) =>
  word.toLowerCase().replace(/ae|æ|ä/g, "a").replace(/oe|ø|ö/g, "o").replace(/aa/g, "a").normalize("NFD").replace(/\p{M}/gu, "");

/** The day that stands in a query, as its sign, and the query without it; nothing where there is no day. `months` are the names of each. */
export function dayIn(query, months) {
  const month = (name) => months.findIndex((names) => names.includes(name.toLowerCase())) + 1;
  const forms = [
    [/(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)/u, (found) => [found[1], found[2], found[3]]],
    [/(?<![\d.])(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)(?!\d)/u, (found) => [found[3], found[2], found[1]]],
    [/(?<!\d)(\d\d?)\.?\s+(\p{L}{3,})\.?\s+((?:19|20)\d\d)(?!\d)/u, (found) => [found[3], month(found[2]), found[1]]],
  ];
  for (const [pattern, read] of forms) {
    const found = pattern.exec(query);
    const [year, number, day] = found ? read(found) : [];
    if (Number(number) >= 1 && Number(number) <= 12 && Number(day) >= 1 && Number(day) <= 31) {
      const sign = `d${year}${String(number).padStart(2, "0")}${String(day).padStart(2, "0")}`;
      return { sign, rest: query.replace(found[0], " ").replace(OF_MEETING, " ").trim() };
    }
  }
  return null;
}

/** What a number may mean beside a case's, each as a query: an archive's file, and the meeting that bears it. */
export function numbersIn(query) {
  const archive = query.trim().match(/^(?:\p{L}+\s+)?((?:19|20)\d\d)\s?\/\s?(\d{1,7})$/u);
  const sign = signed(query).match(SIGN)?.[0];
  const meeting = sign && `m${sign.slice(1)}`;
  return { archive: archive && `a${archive[1]}x${Number(archive[2])}`, meeting, isMeeting: Boolean(meeting && OF_MEETING.test(query)) };
}

/** The words of the index: each is written as the number of letters (base 36) that it shares with the last, and the rest. */
export function unpacked(text) {
  let last = "";
  return text.split(" ").filter(Boolean).map((part) => (last = last.slice(0, parseInt(part[0], 36)) + part.slice(1)));
}

const ENDINGS = ["", "e", "a", "n", "en", "et", "ene", "ane", "ar", "er", "or", "r", "i", "s", "ens", "ets", "enes", "anes", "ers", "ars"];

/** The words that stand in the index, in order, and what they tell of a word that was typed. */
export class Vocabulary {
  /** `beside` are words that are known though they stand on no page: the twins of those that do. */
  constructor(words, beside = []) {
    this.words = words;
    this.exact = new Set(words);
    this.every = [...words, ...beside.filter((word) => !this.exact.has(word))];
  }

  /** The first word that begins so, by its place; the number of words where there is none. */
  at(start) {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  begins(start) {
    return this.words[this.at(start)]?.startsWith(start) ?? false;
  }

  /** Whether a word stands there in some form, or begins one. */
  knows(word) {
    if (this.exact.has(word) || (word.length > 1 && this.begins(word))) return true;
    return ENDINGS.some((ending) => {
      const stem = word.slice(0, word.length - ending.length);
      if (!ending || !word.endsWith(ending) || stem.length < 3) return false;
      return ENDINGS.some((other) => this.exact.has(stem + other));
    });
  }

  /** The words, or beginnings of words, that were meant with other letters for æ, ø and å; at most three. */
  spellings(word) {
    this.folds ??= this.every.map(folded);
    const typed = folded(word);
    const equal = this.every.filter((one, at) => this.folds[at] === typed && one !== word);
    if (equal.length || this.knows(word)) return equal.slice(0, 3);
    for (const ending of ENDINGS) {
      const stem = typed.slice(0, typed.length - ending.length);
      if (!typed.endsWith(ending) || stem.length < 4) continue;
      const starts = this.every.filter((one, at) => this.folds[at].startsWith(stem) && /[æøåäöé]/.test(one));
      const cut = starts.map((one) => [...one].findIndex((letter, at) => folded(one.slice(0, at + 1)) === stem) + 1);
      if (starts.length) return [...new Set(starts.map((one, at) => one.slice(0, cut[at])))].slice(0, 3);
    }
    return [];
  }

  /** The word that was meant with a misspelt one: few letters from it, or with the same long beginning; nothing where none is near. */
  nearest(word) {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    let [best, least] = ["", Infinity];
    for (const one of this.words) {
      const shared = sharedStart(one, word);
      const far = Math.abs(one.length - word.length) <= most ? distance(one, word, most) : Infinity;
      const alike = shared >= 6 && shared >= word.length - 4 && one.length <= word.length + 2 ? 3 + (word.length - shared) / 10 + one.length / 100 : Infinity;
      const rank = Math.min(far <= most ? far - shared / 100 : Infinity, alike);
      if (rank < least) [best, least] = [one, rank];
    }
    return best;
  }
}

function sharedStart(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** How many letters must be changed, added, taken away or exchanged to make a word of another. */
export function distance(a, b, most = Infinity) {
  let [before, last] = [[], Array.from({ length: b.length + 1 }, (all, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return Infinity;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** The words of a query that tell what is looked for: folded, in the order of their letters, without little ones if others are left. */
function telling(text, little) {
  const words = text.split(/[^\p{L}\d]+/u).filter(Boolean).map(folded);
  const own = words.filter((word) => !little.has(word));
  return (own.length ? own : words).sort().join(" ");
}

/** The pages that are called as a query says. */
export function called(query, names, little) {
  const asked = telling(query, little);
  return asked ? names.filter(([all]) => all.some((name) => telling(name, little) === asked)) : [];
}

/** Words without the signs of case numbers. */
export const plain = (text) => (text || "").replace(WITHIN, "").trim();

// ---- The index ----

const BUNDLE = new URL("../../pagefind/", import.meta.url);
const EXCERPT = 28; // words
const FACETS = ["kind", "body", "year", "theme", "type", "state"];

/** Pagefind, what queries are read with, and the pages of each facet's choices, fetched once, when they are first asked for. */
const index = {
  async load() {
    this.loading ??= Promise.all([import(new URL("pagefind.js", BUNDLE).href), fetch(new URL("twins.json", BUNDLE)).then((answer) => answer.json())]);
    const [pagefind, read] = await this.loading;
    this.pagefind ??= pagefind.createInstance({ noWorker: true, excerptLength: EXCERPT });
    if (!this.read) {
      this.read = { ...read, little: new Set(read.little.map(folded)) };
      this.twins = read.twins;
      this.words = new Vocabulary(unpacked(read.words), read.twins.flatMap((group) => group.words).filter((word) => !word.includes(" ")));
    }
    return this.pagefind;
  },

  /** Asks for what Pagefind will ask for only when it has been read itself. */
  ahead() {
    const href = new URL(document.querySelector("script[data-many]").dataset.program, location).href;
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
    this.load().catch(() => {});
  },

  /** The hits on a query in order of how well they answer, those first that are what it says; `pages` stand outside of
      the index. With them what else was looked for (`twins`), which words stand nowhere (`unknown`), what was meant with
      them (`meant`), and the words that were left when no page had all of them (`fewer`). */
  async find(query) {
    const pagefind = await this.load();
    const none = { pages: [], twins: [], unknown: [], meant: "", fewer: "" };
    if (!query) {
      const all = await pagefind.search(EVERY, { sort: { day: "desc" } });
      return { ...none, hits: all.results };
    }
    if (query.includes('"')) return { ...none, hits: await this.merged([[query]]) };
    const named = called(query, this.read.names, this.read.little);
    const first = named.filter((one) => one[4]).map((one) => one[4]);
    const numbers = numbersIn(query);
    const day = dayIn(query, this.read.months);
    const beside = await this.standing([numbers.archive, numbers.isMeeting ? numbers.meeting : "", day?.sign]);
    const asked = signed(day ? day.rest : query);
    const words = await this.worded(asked);
    const last = await this.standing([numbers.isMeeting ? "" : numbers.meeting]);
    const tiers = [first, beside, words.there, last];
    let hits = await this.merged(tiers);
    let fewer = "";
    if (!hits.length && words.there.length && asked.includes(" ")) [hits, fewer] = await this.withFewer(asked);
    const pages = named.filter((one) => !one[4]);
    const isAll = !words.unknown.length;
    const twins = isAll && !day ? words.there.filter((one) => one !== asked) : [];
    const told = hits.length && (first.length || beside.length) ? { unknown: [], meant: "" } : words;
    return { hits, pages, twins: pages.length || first.length ? [] : twins, unknown: pages.length ? [] : told.unknown, meant: pages.length ? "" : told.meant, fewer };
  },

  /** What is looked for with words: the variants of the query of which every word stands on some page, without those that stand nowhere. */
  async worded(asked) {
    if (!asked) return { there: [], unknown: [], meant: "" };
    const there = await this.there(asked);
    if (there.length) return { there, unknown: [], meant: "" };
    const [words, unknown] = [[], []];
    for (const word of asked.split(/\s+/)) ((await this.there(word)).length ? words : unknown).push(word);
    const near = unknown.map((word) => this.words.nearest(word.toLowerCase()));
    let meant = near.some(Boolean) ? asked : "";
    if (meant) unknown.forEach((word, at) => { meant = meant.replace(word, near[at] || word); });
    return { there: words.length ? await this.there(words.join(" ")) : [], unknown, meant };
  },

  /** The hits on as many of the words as pages have together, and those words. */
  async withFewer(asked) {
    const words = asked.split(/\s+/);
    for (let left = words.length - 1; left > 0; left -= 1) {
      const some = without(words, left).sort((a, b) => b.length - a.length);
      for (const one of some.slice(0, MOST_VARIANTS)) {
        const hits = await this.merged([await this.there(one)]);
        if (hits.length) return [hits, one];
      }
    }
    return [[], ""];
  },

  /** Those of some signs that stand on a page. */
  async standing(signs) {
    const found = await Promise.all(signs.map(async (sign) => Boolean(sign) && (await this.pagefind.search(`"${sign}"`)).results.length > 0));
    return signs.filter((sign, at) => found[at]);
  },

  /** The variants of a query of which every word stands on some page: with æ, ø and å where others were typed, and with twin words. */
  async there(query) {
    let queries = [query];
    for (const word of query.split(/\s+/)) {
      const plainWord = word.toLowerCase();
      if (!/^\p{L}+$/u.test(plainWord)) continue;
      const more = this.words.spellings(plainWord);
      const kept = more.length && !this.words.exact.has(plainWord) ? [] : queries;
      queries = [...kept, ...queries.flatMap((one) => more.map((other) => one.replace(word, other)))].slice(0, MOST_VARIANTS);
    }
    const found = [];
    for (const variant of queries.flatMap((one) => variants(one, this.twins))) {
      const known = await Promise.all(variant.split(/\s+/).map((word) => this.knows(word)));
      if (known.every(Boolean)) found.push(variant);
    }
    return [...new Set(found)].slice(0, MOST_VARIANTS);
  },

  /** Whether a word, or one that begins with it, stands on some page: for a word that does not, Pagefind answers with a shorter one. */
  knows(word) {
    this.known ??= new Map();
    if (!this.known.has(word)) this.known.set(word, this.looksUp(word));
    return this.known.get(word);
  },

  async looksUp(word) {
    const parts = word.toLowerCase().split(/[^\p{L}\d]+/u).filter(Boolean);
    const known = await Promise.all(parts.map(async (part) => {
      if (part.length > 2 && /^\p{L}+$/u.test(part)) return this.words.knows(part);
      return (await this.pagefind.search(`"${part}"`)).results.length > 0;
    }));
    return known.every(Boolean);
  },

  /** The hits on queries, all of the first tier's before the next one's, each once. */
  async merged(tiers) {
    const every = new Map();
    for (const queries of tiers) {
      const best = new Map();
      const found = await Promise.all(queries.map((query) => this.pagefind.search(query)));
      for (const hit of found.flatMap((one) => one.results)) {
        if (!every.has(hit.id) && (!best.has(hit.id) || best.get(hit.id).score < hit.score)) best.set(hit.id, hit);
      }
      for (const hit of [...best.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))) every.set(hit.id, hit);
    }
    return [...every.values()];
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

/** So many words of some, in every way that leaves their order. */
function without(words, left) {
  if (!left) return [""];
  return words.flatMap((word, at) => (words.length - at < left ? [] : without(words.slice(at + 1), left - 1).map((rest) => `${word} ${rest}`.trim())));
}

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
  const [input, list, early, status, more] = ["_ord", "_liste", "_fyrste", "_status", "_fleire"].map(at);
  const say = document.querySelector("script[data-many]").dataset;
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
  let run = 0;
  let typing;
  let found = [];
  let ahead = 0; // pages before the hits that are not in the index
  let told = "";
  let isComing = false;

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
      const answer = await index.find(state.q);
      const { hits } = answer;
      const isNarrowed = FACETS.some((facet) => state[facet]);
      const { hits: chosen } = isNarrowed ? narrowed(hits, await index.choices(), state) : { hits };
      const pages = isNarrowed ? [] : answer.pages;
      if (mine !== run) return;
      const total = chosen.length + pages.length;
      told = result(state, total, answer);
      meant(state, answer.meant);
      show("_feil", false);
      show("_treff", hits.length > 0 || pages.length > 0 || isNarrowed);
      show("_utan", isNarrowed);
      show("_ingen", !total);
      show("_start", !total);
      const one = !pages.length && chosen.length > 1 && !list.children.length ? await chosen[0].data() : null;
      if (mine !== run) return;
      early.replaceChildren(...(one ? [hitOf(one, state.q)] : [])); // on a slow line, the others come after it
      const first = exactFirst(await Promise.all(chosen.slice(0, shown).map((hit) => hit.data())), state.q);
      if (mine !== run) return;
      [found, ahead] = [chosen, pages.length];
      list.replaceChildren(...pages.map(pageOf), ...first.map((hit) => hitOf(hit, state.q)));
      early.replaceChildren();
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

  /** Those first whose title is what was looked for. */
  function exactFirst(all, query) {
    const isIt = (one) => Boolean(query) && folded(plain(one.meta.title)) === folded(query);
    return [...all.filter(isIt), ...all.filter((one) => !isIt(one))];
  }

  /** What was meant with words that stand nowhere, as a way to look for it. */
  function meant(state, words) {
    const link = at("_meinte").querySelector("a");
    show("_meinte", Boolean(words));
    link.textContent = `«${words}»`;
    link.href = address({ ...state, q: words });
  }

  /** A page that is not in the index, by its name. */
  function pageOf([, where, title, kind]) {
    const item = at("_mal").content.firstElementChild.cloneNode(true);
    const link = item.querySelector("[data-is=title]");
    item.querySelector("[data-is=kind]").textContent = kind;
    link.textContent = title;
    link.href = new URL(where, new URL("../", BUNDLE)).pathname;
    for (const name of ["numbers", "state", "body", "when", "excerpt", "parts"]) item.querySelector(`[data-is=${name}]`).remove();
    item.querySelector(".sub").remove();
    return item;
  }

  function result(state, total, { twins, unknown, fewer }) {
    const values = { query: state.q, number: number.format(total) };
    if (!total) return state.q ? fill(say.none, values) : "";
    const words = fill(state.q ? (total === 1 ? say.one : say.many) : total === 1 ? say.oneAll : say.manyAll, values);
    const quoted = (all) => all.map((one) => `«${plainQuery(one, state.q)}»`).join(", ");
    if (fewer) return `${words} ${fill(say.fewer, { words: quoted([fewer]) })}`;
    if (unknown.length) return `${words} ${fill(say.unknown, { words: quoted(unknown) })}`;
    return twins.length ? `${words} ${fill(say.twins, { words: quoted(twins) })}` : words;
  }

  /** A variant as a reader knows it: its case numbers as they were typed. */
  const plainQuery = (variant, query) => (SIGN.test(variant) ? variant.replace(SIGN, query.match(NUMBER)?.[0] ?? "") : variant);

  function settle() {
    const rest = found.length + ahead - list.children.length;
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
    if (isComing) return; // pressed twice
    const from = list.children.length;
    const mine = run;
    isComing = true;
    const hits = found.slice(from - ahead, from - ahead + PAGE);
    const next = await Promise.all(hits.map((hit) => hit.data())).finally(() => { isComing = false; });
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
  if (input.value) index.ahead();
  search(history.state?.shown);
}

const form = document.getElementById("_sok");
if (form) start(form);

/* A record file as the fields of the editor, and back: what an editor did not touch stays as it was written, byte for
   byte. Pure functions; `forms` tell of each field what it takes, as the portal's models have it (`config.json`). */

import { isMap, isScalar, isSeq, parseDocument } from "./yaml/index.js";

const FRONT_MATTER = /^\ufeff?---[ \t]*\n([^]*?)^---[ \t]*(?:\n|$)/m;
const SOURCE = "_source";
const NAMES = ["name", "role", "organisation", "substitute_for"];

/** The fields of a record file, with its whole text as `_source` and what stands below them as `body`. */
export function fieldsOf(text, forms) {
  const match = FRONT_MATTER.exec(text);
  const document = parseDocument(match ? match[1] : "", { schema: "failsafe" });
  if (document.errors.length) throw new Error(document.errors[0].message);
  const values = isMap(document.contents) ? document.toJS() : {};
  return { ...groupOf(values, forms), body: bodyOf(text), [SOURCE]: text };
}

/** The text of a record with some fields: a new one, or that in `_source` with no more changed than has to be. */
export function textOf(content, forms, yaml) {
  const source = content[SOURCE];
  const writer = new Writer(yaml);
  const body = trimEnd(content.body || "").replace(/^\n+/, "");
  if (!source) return `---\n${writer.group(content, forms, "").join("")}---\n${body ? `\n${body}\n` : ""}`;
  const match = FRONT_MATTER.exec(source);
  const head = match ? match[1] : "";
  const document = parseDocument(head, { schema: "failsafe" });
  const changed = apply(head, writer.changes(head, document.contents, content, forms, ""));
  const opening = match ? match[0].slice(0, match[0].indexOf("\n") + 1) : "---\n";
  const closing = match ? match[0].slice(opening.length + head.length) : "---\n";
  const rest = match ? source.slice(match[0].length) : source;
  const ending = closing.endsWith("\n") ? closing : `${closing}\n`;
  if (bodyOf(source) === body) return opening + changed + (rest ? ending : closing) + rest;
  return opening + changed + ending + (body ? `\n${body}\n` : "");
}

function bodyOf(text) {
  const match = FRONT_MATTER.exec(text);
  return trimEnd(match ? text.slice(match[0].length) : text).replace(/^\n+/, "");
}

function trimEnd(text) {
  return text.replace(/\s+$/, "");
}

// ---- Values as fields ----

function groupOf(values, forms) {
  return Object.fromEntries(forms.map((field) => [field.name, fieldOf(values[field.name], field)]).filter(([, value]) => value !== undefined));
}

/** What the editor has in a field; nothing where the value is of no form that it knows, so that it is left alone. */
function fieldOf(value, field) {
  if (value === undefined || value === null || value === "") return field.isOn ? true : undefined;
  if (!field.many) return oneOf(value, field);
  const several = Array.isArray(value) ? value : field.orOne ? [value] : undefined;
  const each = several?.map((one) => oneOf(one, field));
  return each?.includes(undefined) ? undefined : each;
}

function oneOf(value, field) {
  const is = typeof value;
  const isGroup = is === "object" && value !== null && !Array.isArray(value);
  switch (field.form) {
    case "flag":
      return is === "string" ? value.toLowerCase() === "true" : undefined;
    case "group":
      return isGroup ? groupOf(value, field.fields) : undefined;
    case "person":
      return is === "string" ? personOf(value, field) : isGroup ? groupOf(value, field.fields) : undefined;
    case "vote":
      return isGroup ? { unanimous: false, ...groupOf(value, field.fields) } : value === "unanimous" ? { unanimous: true } : undefined;
    case "cancelled":
      return isGroup ? { cancelled: true, ...groupOf(value, field.fields) } : is === "string" ? { cancelled: value.toLowerCase() === "true" } : undefined;
    case "amounts":
      return isGroup ? Object.entries(value).filter(([, amount]) => amount).map(([year, amount]) => ({ year, amount })) : undefined;
    case "reference":
      if (is !== "string") return undefined;
      return field.known ? { [field.known.includes(value) ? "id" : "text"]: value } : value;
    default:
      return is === "string" ? value : undefined;
  }
}

/** `Name (role, affiliation, vara for Name)` as the fields of a person. */
function personOf(text, field) {
  const match = /^([^]+?)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$/.exec(text.trim());
  const named = (values) => groupOf(values, field.fields);
  if (!match) return named({ name: text.trim() });
  const [, before, after] = /^([^]*?)(?:(?:^|,)\s*vara\s+for\s+([^]*))?$/i.exec(match[2]);
  const parts = before.split(",").map((part) => part.trim()).filter(Boolean);
  return named({ name: match[1].trim(), role: parts.slice(0, -1).join(", "), organisation: parts.at(-1), substitute_for: after?.trim() });
}

/** A value as it is compared: what is empty is not there. */
function filled(value) {
  if (Array.isArray(value)) return value.map(filled).filter((one) => one !== undefined);
  if (value && typeof value === "object") {
    const entries = Object.entries(value).map(([key, one]) => [key, filled(one)]).filter(([, one]) => !isEmpty(one));
    return entries.length ? Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))) : undefined;
  }
  const text = typeof value === "string" ? value.trim() : value;
  return text === "" || text === null || text === false ? undefined : typeof text === "number" ? String(text) : text;
}

function isEmpty(value) {
  return value === undefined || (Array.isArray(value) && !value.length);
}

function isSame(one, other) {
  const [first, second] = [one, other].map(filled).map((value) => (isEmpty(value) ? undefined : value));
  return JSON.stringify(first) === JSON.stringify(second);
}

// ---- Fields as YAML ----

class Writer {
  /** `scalar(text, isFlow, isQuoted)` is a text as YAML has it, in quotes where it must; `isText` whether it may go without. */
  constructor({ scalar, isText }) {
    this.scalar = scalar;
    this.isText = isText;
  }

  /** What a field is in front matter: a text, a list or a mapping of them; nothing where it is empty. */
  plain(value, field, isItem = false) {
    if (field.many && !isItem) {
      const each = (filled(value) || []).map((one) => this.plain(one, field, true)).filter((one) => one !== undefined);
      return !each.length ? undefined : field.orOne && each.length === 1 ? each[0] : each;
    }
    if (field.isOn) return value === false ? false : undefined;
    const given = filled(value);
    if (isEmpty(given)) return undefined;
    switch (field.form) {
      case "flag":
        return true;
      case "group":
        return this.mapping(given, field.fields);
      case "person":
        return this.person(given, field);
      case "vote":
        return given.unanimous ? "unanimous" : this.mapping(given, field.fields);
      case "cancelled":
        return given.cancelled ? this.mapping(given, field.fields) || true : undefined;
      case "amounts":
        return Object.fromEntries(given.filter(({ year }) => year).map(({ year, amount }) => [year, String(amount ?? "")]));
      case "reference":
        return field.known ? given.id || given.text : given;
      default:
        return given;
    }
  }

  /** A value as YAML has it; what is said yes or no to stands without quotes. */
  word(value, isFlow = false) {
    return typeof value === "boolean" ? String(value) : this.scalar(value, isFlow);
  }

  mapping(values, forms) {
    const entries = forms.map((field) => [field.name, this.plain(values[field.name], field)]).filter(([, one]) => one !== undefined);
    return entries.length ? Object.fromEntries(entries) : undefined;
  }

  /** A person on one line where that reads the same, else by its fields. */
  person(given, field) {
    const { name = "", role, organisation, substitute_for: other, ...more } = this.mapping(given, field.fields) || {};
    const bracket = [role, organisation, other && `vara for ${other}`].filter(Boolean).join(", ");
    const line = bracket ? `${name} (${bracket})` : name;
    const isWhole = name && !Object.keys(more).length && isSame(personOf(line, field), given);
    return isWhole ? line : this.mapping(given, field.fields);
  }

  /** The lines of the fields of a group, `indent` before each. */
  group(values, forms, indent) {
    return this.pairs(this.mapping(values, forms) || {}, indent);
  }

  pairs(values, indent) {
    return Object.entries(values).flatMap(([key, value]) => this.pair(key, value, indent));
  }

  pair(key, value, indent) {
    if (isWord(value)) return [`${indent}${this.scalar(key, false)}: ${this.word(value)}\n`];
    return [`${indent}${this.scalar(key, false)}:\n`, ...(Array.isArray(value) ? value.flatMap((one) => this.item(one, `${indent}  `)) : this.pairs(value, `${indent}  `))];
  }

  item(value, indent) {
    if (isWord(value)) return [`${indent}- ${this.word(value)}\n`];
    const [first, ...more] = this.pairs(value, `${indent}  `);
    return [`${indent}- ${first.slice(indent.length + 2)}`, ...more];
  }

  flow(value) {
    if (isWord(value)) return this.word(value, true);
    if (Array.isArray(value)) return `[${value.map((one) => this.flow(one)).join(", ")}]`;
    return `{${Object.entries(value).map(([key, one]) => `${this.scalar(key, true)}: ${this.flow(one)}`).join(", ")}}`;
  }

  // -- Changes: each `{from, to, text}` in the text of the front matter

  /** What changes in a mapping, `indent` before each of its keys. */
  changes(text, node, values, forms, indent) {
    const pairs = isMap(node) ? node.items : [];
    const at = (name) => pairs.find(({ key }) => key?.value === name);
    const order = forms.map(({ name }) => name);
    const found = [];
    for (const field of forms) {
      const pair = at(field.name);
      const before = fieldOf(pair?.value?.toJSON ? toValue(pair.value) : undefined, field);
      const isUnknown = pair && before === undefined && !isBlank(pair.value);
      const value = values[field.name];
      if (isSame(before, value) || (isUnknown && isEmpty(filled(value)))) continue;
      const after = this.plain(value, field);
      if (after === undefined && !pair) continue;
      if (after === undefined) {
        found.push(node.flow ? { pair, isGone: true } : lines(text, startOf(text, pair), endOf(text, pair)));
      } else if (pair && !isBlank(pair.value)) {
        found.push(...this.replaced(text, pair, value, after, field, indent, node.flow));
      } else if (pair) {
        found.push(...this.filledIn(text, pair, after, indent, node.flow));
      } else if (node?.flow) {
        found.push({ isNew: true, text: `${field.name}: ${this.flow(after)}` });
      } else {
        const earlier = pairs.filter(({ key }) => order.includes(key.value) && order.indexOf(key.value) < order.indexOf(field.name));
        const place = earlier.length ? Math.max(...earlier.map((one) => endOf(text, one))) : pairs.length ? startOf(text, pairs[0]) : text.length;
        const isAfter = earlier.length > 0 || !pairs.length;
        const added = this.pair(field.name, after, indent).join("");
        const isBehindDash = !isAfter && text.slice(text.lastIndexOf("\n", place - 1) + 1, place).trim();
        found.push({ from: place, to: place, text: isBehindDash ? added.slice(indent.length) + indent : added, isAfter });
      }
    }
    return node?.flow ? this.inBrackets(text, node, found) : found;
  }

  /** What changes in a mapping between braces: it is written anew where a key comes or goes. */
  inBrackets(text, node, found) {
    const edits = found.filter((one) => one.from !== undefined);
    const [added, gone] = [found.filter(({ isNew }) => isNew), found.filter(({ isGone }) => isGone).map(({ pair }) => pair)];
    if (!added.length && !gone.length) return edits;
    const kept = node.items.filter((pair) => !gone.includes(pair));
    const parts = kept.map((pair) => slice(text, edits, pair.key.range[0], pair.value?.range?.[1] ?? pair.key.range[1]));
    return [{ from: node.range[0], to: node.range[1], text: `{${[...parts, ...added.map((one) => one.text)].join(", ")}}` }];
  }

  /** What changes where a value stands already. */
  replaced(text, pair, value, after, field, indent, isFlow) {
    const node = pair.value;
    const isGroup = isMap(node) && typeof after === "object" && !Array.isArray(after);
    const deeper = isMap(node) && node.items.length && !node.flow ? " ".repeat(column(text, node.items[0].key.range[0])) : `${indent}  `;
    if (isGroup && field.form === "amounts") return this.amounts(text, node, after, deeper);
    const one = field.many ? value.find((each) => !isEmpty(filled(each))) : value;
    if (isGroup) return this.changes(text, node, one, field.fields, deeper);
    if (isSeq(node) && field.many) {
      return node.flow ? this.flowList(text, node, value, field) : this.list(text, pair, node, value, field);
    }
    if (isScalar(node) && isWord(after)) return [this.scalarFor(text, node, after, isFlow)];
    if (isFlow || node.flow) return [{ from: node.range[0], to: node.range[1], text: this.flow(after) }];
    const [first, ...more] = this.pair(pair.key.value, after, indent);
    return [lines(text, startOf(text, pair), endOf(text, pair), indent.length ? trimmedStart(text, pair, first) + more.join("") : first + more.join(""))];
  }

  /** A value where a field is left blank. */
  filledIn(text, pair, after, indent, isFlow) {
    const colon = text.indexOf(":", pair.key.range[1]) + 1;
    if (isFlow) return [{ from: colon, to: colon, text: ` ${this.flow(after)}` }];
    const [first, ...more] = this.pair("k", after, indent);
    if (isWord(after)) return [{ from: colon, to: colon, text: first.slice(indent.length + 2).trimEnd() }];
    const end = lineEnd(text, colon);
    return [{ from: end, to: end, text: more.join(""), isAfter: true }];
  }

  /** Amounts by year, of which those that are the same stay as they are written. */
  amounts(text, node, after, indent) {
    const years = [...node.items.map(({ key }) => key.value), ...Object.keys(after)];
    const forms = [...new Set(years)].map((name) => ({ name, form: "text" }));
    return this.changes(text, node, after, forms, indent);
  }

  /** A scalar in the style of the one whose place it takes. */
  scalarFor(text, node, after, isFlow) {
    const [from, to] = node.range;
    const style = node.type;
    if (typeof after === "boolean") return { from, to, text: String(after) };
    if (style === "QUOTE_DOUBLE") return { from, to, text: this.scalar(after, isFlow, true) };
    if (style === "QUOTE_SINGLE" && !/[^ -~\u00a0-\ud7ff\ue000-\ufefe]/u.test(after)) return { from, to, text: `'${after.replaceAll("'", "''")}'` };
    if (style === "BLOCK_LITERAL" && !/[^\n\x20-\x7e\u00a0-\ud7ff]/.test(after)) {
      const first = text.slice(from, to).split("\n").find((line, n) => n && line.trim()) || "";
      const margin = /^ */.exec(first)[0];
      const head = text.slice(from, text.indexOf("\n", from) + 1);
      return { from, to, text: head + after.split("\n").map((line) => (line ? margin + line : "")).join("\n") + "\n" };
    }
    const isBare = style === "PLAIN" && this.scalar(node.value, isFlow) !== node.value && this.isText(after, isFlow);
    return { from, to: text[to - 1] === "\n" ? to - 1 : to, text: isBare ? after : this.scalar(after, isFlow) };
  }

  /** A list between brackets: what is kept of it is as it was written. */
  flowList(text, node, value, field) {
    const parts = this.matched(node, value, field).map(({ item, one, isSame: same }) => {
      if (!item) return this.flow(this.plain(one, field, true));
      return same ? text.slice(item.range[0], item.range[1]) : slice(text, this.itemChanges(text, item, one, field, "", true), item.range[0], item.range[1]);
    });
    return [{ from: node.range[0], to: node.range[1], text: `[${parts.join(", ")}]` }];
  }

  /** A list with an item a dash: each that is kept goes with the comments above it. */
  list(text, pair, node, value, field) {
    const dash = (item) => text.lastIndexOf("-", (item.range ? item.range[0] : 0) - 1);
    const indent = " ".repeat(column(text, dash(node.items[0])));
    const ends = node.items.map((item) => endOf(text, { key: item, value: item }));
    const begin = lineEnd(text, pair.key.range[1]);
    const starts = node.items.map((item, n) => (n ? ends[n - 1] : begin));
    const spanned = new Map(node.items.map((item, n) => [item, [starts[n], ends[n]]]));
    const parts = this.matched(node, value, field).map(({ item, one, isSame: same }) => {
      const after = item ? undefined : this.plain(one, field, true);
      if (!item) return after === undefined ? "" : this.item(after, indent).join("");
      const [from, to] = spanned.get(item);
      return whole(same ? text.slice(from, to) : slice(text, this.itemChanges(text, item, one, field, indent, false), from, to));
    });
    if (!parts.some(Boolean)) return [lines(text, startOf(text, pair), endOf(text, pair))];
    return [{ from: begin, to: ends.at(-1), text: parts.join("") }];
  }

  itemChanges(text, item, one, field, indent, isFlow) {
    const after = this.plain(one, field, true);
    if (isMap(item) && field.fields && (field.form === "person" || typeof after === "object")) {
      const deeper = item.flow ? "" : " ".repeat(column(text, item.items[0].key.range[0]));
      return this.changes(text, item, one, field.fields, deeper);
    }
    if (isScalar(item) && isWord(after)) return [this.scalarFor(text, item, after, isFlow)];
    const anew = isFlow || item.flow ? this.flow(after) : this.item(after, indent).join("").slice(indent.length + 2).trimEnd();
    return [{ from: item.range[0], to: isScalar(item) || item.flow ? item.range[1] : endOf(text, { key: item, value: item }) - 1, text: anew }];
  }

  /** Each value of a list with the item that it was: the same one, else the one that stood at its place among the rest. */
  matched(node, value, field) {
    const left = new Map(node.items.map((item) => [item, oneOf(toValue(item), field)]));
    const wanted = (value || []).filter((one) => !isEmpty(filled(one)));
    const found = wanted.map((one) => {
      const item = [...left.keys()].find((candidate) => isSame(left.get(candidate), one));
      if (item) left.delete(item);
      return { item, one, isSame: Boolean(item) };
    });
    const known = (one) => one && (one.number || one.name || one.title || one.what || one.item || one.file || one.date);
    for (const row of found.filter(({ item }) => !item)) {
      row.item = [...left.keys()].find((candidate) => known(row.one) && known(left.get(candidate)) === known(row.one));
      if (row.item) left.delete(row.item);
    }
    const isGrown = found.length > node.items.length;
    for (const row of found.filter(({ item }) => !item)) {
      const place = node.items[found.indexOf(row)];
      if (!isGrown && left.has(place)) {
        row.item = place;
        left.delete(place);
      }
    }
    return found;
  }
}

// ---- Places in the text ----

function isWord(value) {
  return typeof value !== "object";
}

function toValue(node) {
  return node.toJSON();
}

function isBlank(node) {
  return !node || (isScalar(node) && (node.value === "" || node.value === null) && node.range[0] === node.range[1]);
}

/** Where the line begins in which a pair stands; a pair behind a dash begins at its key. */
function startOf(text, pair) {
  const at = pair.key.range[0];
  const line = text.lastIndexOf("\n", at - 1) + 1;
  return text.slice(line, at).trim() ? at : line;
}

/** Where the line ends in which the last of a value stands. */
function endOf(text, { key, value }) {
  return lineEnd(text, lastOf(value) ?? key.range[1]);
}

function lastOf(node) {
  if (!node) return undefined;
  if (node.flow || isScalar(node) || !node.items) return isBlank(node) ? undefined : text_end(node);
  const last = node.items.at(-1);
  if (!last) return node.range[1];
  return isSeq(node) ? lastOf(last) ?? last.range[1] : lastOf(last.value) ?? last.key.range[1];
}

function text_end(node) {
  return node.type?.startsWith("BLOCK") ? node.range[1] - 1 : node.range[1];
}

function lineEnd(text, at) {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function column(text, at) {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** What goes from one place to another; of a pair behind a dash, the next line comes up to the dash. */
function lines(text, from, to, instead = "") {
  if (instead || !column(text, from) || !text.slice(text.lastIndexOf("\n", from - 1) + 1, from).trim()) return { from, to, text: instead };
  const next = /^ */.exec(text.slice(to))[0];
  return next.length === column(text, from) ? { from, to: to + next.length, text: "" } : { from, to: to - 1, text: "" };
}

function trimmedStart(text, pair, first) {
  return startOf(text, pair) === pair.key.range[0] ? first.trimStart() : first;
}

function whole(text) {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function slice(text, edits, from, to) {
  const within = edits.filter((one) => one.from >= from && one.to <= to);
  return apply(text.slice(from, to), within.map((one) => ({ ...one, from: one.from - from, to: one.to - from })));
}

/** A text with some changes made. */
function apply(text, edits) {
  const ordered = edits.map((one, n) => [one, n]).sort(([one, n], [other, m]) => one.from - other.from || n - m);
  let [out, at] = ["", 0];
  for (const [edit] of ordered) {
    out += text.slice(at, edit.from);
    if (edit.isAfter && out && !out.endsWith("\n")) out += "\n";
    out += edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}

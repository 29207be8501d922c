/* The form at /meld-sak/: what is typed becomes a record file, in this browser alone.
   What is typed is kept for as long as the tab is open, and longer where the reader
   asks for it; it leaves the page by a button that says so. The page works without this script: it offers the form as
   a Word document. All words stand in the page, in each of the languages. */

// ---- From what was typed to a record. Pure functions; the tests call them. ----

const SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
const SPECIAL = /[\\`*[]|~(?=~)|<(?=[a-z/!?])|&(?=#?[a-z0-9]+;)|(?<!\w)_|_(?!\w)|(?<=\/)\/|(?<=mailto):/gi;
const PLAIN_ADDRESS = /(https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./?=&#-]*[\w/=])?)(?![\w.\-]*[\w%@:])/;
const LETTERS = { æ: "ae", ø: "o", å: "a", ð: "d", þ: "th", ß: "ss", đ: "d", ł: "l" };

/** The text without spaces at its ends, as the record format trims it; half of a pair of signs becomes a whole one. */
export function trimmed(text) {
  const whole = text.replace(/\p{Surrogate}/gu, "\ufffd");
  let [start, end] = [0, whole.length];
  while (start < end && SPACES.includes(whole[start])) start += 1;
  while (end > start && SPACES.includes(whole[end - 1])) end -= 1;
  return whole.slice(start, end);
}

const NOT_TEXT = /^(?:(?:true|false|yes|no|on|off|y|n|null|~|=|<<|\.nan|[-+]?\.inf)|[-+.\d][\da-fA-FxXoO_,.:+-]*|\d{4}-\d{1,2}-\d{1,2}.*)$/i;
const UNSEEN = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const NOT_PLAIN = /^[-?:,[\]{}#&*!|>'"%@`\s]|^\.\.\.|: |:$| #|\s$|^$/;

/** A text between quotes, as YAML reads it: signs that cannot be seen are written by their number. */
export function quoted(text) {
  const code = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(UNSEEN, code);
}

/** Whether a text can stand without quotes, though some readers of YAML may take it for a date or a number. */
export function isText(text, isFlow = false) {
  return !NOT_PLAIN.test(text) && text.search(UNSEEN) < 0 && !(isFlow && /[,[\]{}:]/.test(text));
}

/** A text as YAML that comes back as it was, without quotes where every reader takes it so: the rule of the portal's own writer. */
export function scalar(text, isFlow = false, isQuoted = false) {
  const isPlain = !NOT_TEXT.test(text) && isText(text, isFlow);
  return isPlain && !isQuoted ? text : quoted(text);
}

/** Plain text as Markdown that shows the same words: paragraphs, lines and lists stay, all else is escaped. */
export function markdown(text) {
  const lines = text.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, "\n").replace(/[\0-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g, "").split("\n");
  let out = "";
  let last = { kind: "" };
  let blank = false;
  for (const line of lines.map(trimmed)) {
    if (!line) {
      blank = true;
      continue;
    }
    const next = read(line, last);
    if (out) out += next.kind !== last.kind || blank ? "\n\n" : next.kind === "text" ? "\\\n" : "\n";
    out += next.mark + escaped(line.slice(next.from));
    last = next;
    blank = false;
  }
  return out;
}

/** A line whose signs mean nothing but themselves; a plain address becomes a link. */
function escaped(line) {
  const parts = line.split(PLAIN_ADDRESS).map((part, n) => (n % 2 ? `<${part}>` : part.replace(SPECIAL, "\\$&")));
  return parts.join("").replace(/^[-+#=>:|]/, "\\$&").replace(/^(\d{1,9})([.)])/, "$1\\$2");
}

/** What a line is: a point of a list if it goes on from the one before, or begins with 1; else text. */
function read(line, last) {
  const point = /^(?:([-*])|([1-9]\d{0,8})([.)]))[ \t\xa0]+(?=\S)/.exec(line);
  if (point?.[1]) return { kind: "points", mark: "- ", from: point[0].length };
  const number = point ? Number(point[2]) : 0;
  const kind = point ? `numbers${point[3]}` : "text";
  if (point && number === (last.kind === kind ? last.number + 1 : 1)) return { kind, number, mark: `${number}${point[3]} `, from: point[0].length };
  return { kind: "text", mark: "", from: 0 };
}

/** A title as part of a file's name. */
export function slug(title) {
  const plain = title.toLowerCase().replace(/[æøåðþßđł]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/\p{M}/gu, "");
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return (words.length > 60 ? words.slice(0, 61).replace(/-[^-]*$/, "").slice(0, 60) : words) || "sak";
}

/** The record of a case: its id, and the text of its file. `sections` are pairs of a heading and a text. */
export function recordOf(case_) {
  const lines = [`title: ${scalar(trimmed(case_.title))}`];
  const by = ["name", "role", "organisation"].map((key) => [key, trimmed(case_[key] || "")]).filter(([, value]) => value);
  const papers = (case_.attachments || "").split(/\r?\n/).map(trimmed).filter(Boolean);
  if (case_.lang) lines.push(`lang: ${case_.lang}`);
  if (papers.length) lines.push("attachments:", ...papers.map((title) => `  - title: ${scalar(title)}`));
  if (case_.types?.length) lines.push(`type: ${scalar(case_.types.join("/"))}`);
  if (case_.date) lines.push(`submitted: ${scalar(case_.date)}`);
  if (by.length) lines.push("submitted_by:", ...by.map(([key, value]) => `  ${key}: ${scalar(value)}`));
  if (case_.bodies?.length) lines.push("for:", ...case_.bodies.map((id) => `  - ${scalar(id)}`));
  if (case_.project) lines.push(`project: ${scalar(case_.project)}`);
  const body = (case_.sections || []).map(([heading, text]) => [heading, markdown(text)]).filter(([, text]) => text);
  const name = `${(case_.date || today()).slice(0, 4)}-${slug(case_.title)}`;
  let id = name;
  for (let n = 2; case_.taken?.includes(id); n += 1) id = `${name}-${n}`;
  return { id, text: `---\n${lines.join("\n")}\n---\n${body.map(([heading, text]) => `\n## ${heading}\n\n${text}\n`).join("")}` };
}

/** The first national identity number in a text, D-, H- and synthetic numbers too; "" if there is none. */
export function identityIn(text) {
  return [...text.matchAll(/(?<!\d)\d{6}[ \xa0-]?\d{5}(?!\d)/g)].map(([found]) => found).find((found) => isIdentity(found.replace(/\D/g, ""))) || "";
}

function isIdentity(number) {
  const digits = [...number].map(Number);
  const [day, month] = [Number(number.slice(0, 2)), Number(number.slice(2, 4))];
  const plainDay = day > 40 ? day - 40 : day;
  const plainMonth = [80, 65, 40, 0].map((more) => month - more).find((left) => left > 0);
  if (plainDay < 1 || plainDay > 31 || !(plainMonth <= 12)) return false;
  return [[3, 7, 6, 1, 8, 9, 4, 5, 2, 1], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]].every((weights) => weights.reduce((sum, weight, n) => sum + weight * digits[n], 0) % 11 === 0);
}

/** The first e-mail address or telephone number in a text; "" if there is none. */
export function contactIn(text) {
  const found = /[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<![\d.,])(?:(?:\+|00)47[ \xa0]?)?(?:(?!19|20)[2-9]\d{7}|[2-9]\d(?:[ \xa0]\d\d){3}|[2-9]\d\d[ \xa0]\d\d[ \xa0]\d{3})(?![\d]|[.,]\d)/.exec(text);
  return found ? found[0] : "";
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// ---- The page ----

const LONGEST_MAIL = 1900;
const LONGEST_ADDRESS = 6000;
const REQUIRED = ["title", "name", "background"];

function start(form) {
  const by = (id) => document.getElementById(id);
  const words = by("_ord").content;
  const [summary, ready, record, told] = ["_feil", "_ferdig", "_post", "_melding"].map(by);
  const typed = [...form.querySelectorAll(".field :is(input, textarea)")];
  const known = new Set([...by("_partar").options].flatMap(({ value, dataset }) => [value, dataset.id, dataset.short]));
  const left = new Set();
  let language = form.dataset.site;
  let made = null;

  // ---- What was typed, kept until it is sent or emptied ----

  const KEPT = `${location.pathname}#skjema`;
  const stay = form.elements.stay;
  let isSafe = true;

  const stored = (work) => { try { return work(); } catch { return null; } }; // a browser may have no storage

  function keep() {
    const data = [...new FormData(form)].filter(([name, value]) => name !== "stay" && value && !(name === "date" && value === today()));
    isSafe = !data.length;
    const text = JSON.stringify({ language, data });
    for (const [store, wanted] of [[sessionStorage, true], [localStorage, stay.checked]]) {
      stored(() => (wanted && data.length ? store.setItem(KEPT, text) : store.removeItem(KEPT)));
    }
    by("_tom").hidden = !data.length;
  }

  function restore() {
    const longer = stored(() => localStorage.getItem(KEPT));
    const kept = stored(() => JSON.parse(sessionStorage.getItem(KEPT) ?? longer));
    if (!kept) return;
    stay.checked = Boolean(longer);
    for (const [name, value] of kept.data) {
      for (const field of [form.elements[name]].flatMap((one) => (one instanceof RadioNodeList ? [...one] : one ?? []))) {
        if (field.type === "checkbox") field.checked ||= field.value === value;
        else field.value = value;
      }
    }
    for (const fold of form.querySelectorAll("details")) fold.open = [...fold.querySelectorAll(":is(input, textarea, select)")].some((one) => (one.type === "checkbox" ? one.checked : one.value));
    language = form.dataset.record.includes(kept.language) || kept.language === form.dataset.site ? kept.language : language;
    isSafe = false;
    by("_tom").hidden = false;
  }

  by("_tom").addEventListener("click", () => {
    form.reset();
    form.elements.date.value = today();
    left.clear();
    made = null;
    ready.hidden = summary.hidden = true;
    for (const field of typed) if (by(`${field.id}_s`)) check(field);
    keep();
    form.elements.title.focus();
  });
  addEventListener("beforeunload", (event) => {
    if (isSafe) return;
    event.preventDefault();
    event.returnValue = true; // older browsers
  });

  /** The words of a message in each language, those not chosen hidden; `found` takes its place in them. */
  function say(name, found = "") {
    const said = words.querySelector(`[data-say="${name}"]`).cloneNode(true);
    for (const one of said.children) {
      one.hidden = one.lang !== language;
      one.textContent = one.textContent.replace(/\{\w+\}/, () => found);
    }
    return [...said.childNodes];
  }
  const inWords = (name, found) => say(name, found).find((one) => one.lang === language).textContent;

  /** What is wrong with a field: the name of a message and what was found; only what is certain while it is typed. */
  function wrong(field, isLeft) {
    const value = trimmed(field.value);
    const identity = identityIn(value);
    if (identity) return ["wrong_identity", identity];
    if (!isLeft) return null;
    if (REQUIRED.includes(field.name) && !value) return [`wrong_${field.name}`, ""];
    if (field.name === "date" && (field.validity.badInput || (value && !/^(19|20)\d\d-/.test(value)))) return ["wrong_date", ""];
    if (field.name === "date" && value > today()) return ["wrong_date_ahead", ""];
    if (field.name === "organisation" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && /[-\d]/.test(value) && !known.has(value)) return ["wrong_organisation", value];
    return null;
  }

  /** Say beside a field what is wrong with it, and what to look at once more. */
  function check(field) {
    const fault = wrong(field, left.has(field));
    const contact = fault ? "" : contactIn(field.value);
    const place = by(`${field.id}_s`);
    const key = JSON.stringify([fault, contact]);
    if (place.dataset.key === key) return fault;
    place.dataset.key = key;
    place.replaceChildren();
    if (fault) place.append(paragraph("error", `${field.id}_e`, say(...fault)));
    if (contact) place.append(paragraph("look", `${field.id}_e`, say("look_contact", contact)));
    if (fault) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    const described = [by(`${field.id}_h`) && `${field.id}_h`, (fault || contact) && `${field.id}_e`].filter(Boolean).join(" ");
    if (described) field.setAttribute("aria-describedby", described);
    else field.removeAttribute("aria-describedby");
    return fault;
  }

  function paragraph(name, id, content) {
    const made_ = document.createElement("p");
    made_.className = name;
    made_.id = id;
    made_.append(...content);
    return made_;
  }

  /** Go to a field, which may stand in a fold. */
  function show(field) {
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
  }

  /** All that is wrong, as links to the fields. */
  function summarise(faults) {
    const heading = document.createElement("h2");
    heading.append(...say("wrong"));
    const list = document.createElement("ul");
    for (const [field, fault] of faults) {
      const link = document.createElement("a");
      link.href = `#${field.id}`;
      if (fault[0] === "wrong_identity") link.append(...[...field.labels[0].cloneNode(true).children].filter((one) => one.matches("[data-words]")), ": ");
      link.append(...say(...fault));
      link.addEventListener("click", (event) => { event.preventDefault(); show(field); });
      list.appendChild(document.createElement("li")).append(link);
    }
    summary.replaceChildren(heading, list);
    summary.hidden = false;
    summary.focus();
  }

  function make() {
    const data = new FormData(form);
    const sections = [...words.querySelectorAll("[data-section]")].map((one) => [[...one.children].find(({ lang }) => lang === language).textContent, data.get(one.dataset.section)]);
    const text = (name) => data.get(name) || "";
    const taken = form.dataset.taken.split(" ");
    made = recordOf({ ...Object.fromEntries(["date", "title", "name", "role", "organisation", "project", "attachments"].map((name) => [name, text(name)])), types: data.getAll("type"), bodies: data.getAll("for"), lang: form.dataset.record.split(" ").includes(language) && language !== form.dataset.site ? language : "", sections, taken });
    const path = `cases/${made.id}.md`;
    record.value = made.text;
    record.lang = language;
    by("_fil").textContent = path;
    by("_med_vedlegg").hidden = !text("attachments").trim();
    told.replaceChildren();
    if (by("_epost")) mail(by("_epost"), text("title"), `${made.id}.md`);
    if (by("_ny_fil")) newFile(by("_ny_fil"), path);
    ready.hidden = false;
  }

  function mail(link, title, file) {
    const at = encodeURIComponent(link.dataset.email).replace("%40", "@");
    const subject = encodeURIComponent(inWords("mail_subject", [...trimmed(title)].slice(0, 100).join("")));
    const address = (body) => `mailto:${at}?subject=${subject}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
    const whole = address(made.text);
    const isLong = whole.length > LONGEST_MAIL;
    link.href = isLong ? address(inWords("mail_attached", file)) : whole;
    by("_epost_lang").hidden = !isLong;
  }

  function newFile(link, path) {
    const at = link.dataset.at + encodeURIComponent(path);
    const whole = `${at}&value=${encodeURIComponent(made.text)}`;
    const fits = link.dataset.at.endsWith("?filename=") && whole.length <= LONGEST_ADDRESS;
    link.href = fits ? whole : at;
    by("_ny_fil_lim").hidden = fits;
  }

  /** The form, and all that it has said, in one language; what was typed stays. */
  function speak(chosen) {
    language = chosen;
    for (const one of document.querySelectorAll("[data-words]")) one.hidden = one.lang !== chosen;
    for (const option of form.querySelectorAll(`option[data-${chosen}]`)) option.textContent = option.dataset[chosen];
    for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === chosen));
    form.lang = chosen;
    if (made) make();
  }

  function changed(field, isLeft) {
    if (isLeft && field.value) left.add(field);
    if (by(`${field.id}_s`)) check(field);
    if (made && !isLeft) {
      made = null;
      ready.hidden = true;
    }
  }

  form.addEventListener("input", ({ target }) => {
    changed(target, false);
    keep();
  });
  form.addEventListener("focusout", ({ target }) => { if (target.matches(".field *")) changed(target, true); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const field of typed) left.add(field);
    const faults = typed.map((field) => [field, check(field)]).filter(([, fault]) => fault);
    summary.hidden = true;
    ready.hidden = true;
    made = null;
    if (faults.length) {
      summarise(faults);
      return;
    }
    make();
    by("_ferdig_t").focus();
  });
  by("_last_ned").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([made.text], { type: "text/markdown;charset=utf-8" }));
    link.download = `${made.id}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    told.replaceChildren(...say("downloaded"));
    isSafe = true;
  });
  by("_kopier").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(made.text);
      told.replaceChildren(...say("copied"));
      isSafe = true;
    } catch {
      record.closest("details").open = true;
      record.select();
      told.replaceChildren(...say("copy_failed"));
    }
  });
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));
  for (const id of ["_epost", "_ny_fil"]) by(id)?.addEventListener("click", () => { isSafe = true; });
  form.elements.date.max = today();
  restore();
  if (!form.elements.date.value) form.elements.date.value = today();
  speak(language);
  by("_utan_skript").hidden = true;
  document.querySelector(".switch").hidden = false;
  form.hidden = false;
}

const form = globalThis.document?.getElementById("_skjema");
if (form) start(form);

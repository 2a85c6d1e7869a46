/* What is typed stays in this browser until the portal has it: a signal that is lost takes no words away.

   An entry is one form's fields, by page and person. It goes once the portal answered (the cookie names the form, or
   the draft was kept), when its person signs out, when another signs in, and after a week. */
(function () {
  "use strict";
  const PREFIX = "unsent:", LEFT = "unsent-left", LONGEST = 7 * 24 * 3600 * 1000, PATIENCE = 10000;
  const NEVER = /password|secret|token|declaration|^draft_|^do$/;
  const own = document.currentScript.src, person = document.body.dataset.person || "";
  const typed = new WeakMap(); // form -> how often something was typed, so that an answer is of the latest words

  // The browser's store; where it is shut or full, nothing is kept and nothing is promised.
  function store(act) { try { return act(localStorage); } catch { return null; } }
  function entries() {
    const keys = store(kept => Object.keys(kept)) || [];
    return keys.filter(key => key.startsWith(PREFIX)).map(key => store(kept => JSON.parse(kept.getItem(key)))).filter(Boolean);
  }
  function find(page) { return entries().find(each => each.page === page); }
  function drop(entry) { store(kept => kept.removeItem(PREFIX + entry.page)); }
  function mark(form) { return form.elements.draft_who.value.slice(-20); } // the end of a form's token names it

  function fields(form) {
    return [...new FormData(form)].filter(([name, value]) => !NEVER.test(name) && typeof value === "string");
  }
  function keep(form) {
    const { draft_page: page, draft_title: title } = form.elements;
    const entry = { person, at: Date.now(), page: page.value, title: title.value, form: mark(form), fields: fields(form) };
    return store(kept => { kept.setItem(PREFIX + entry.page, JSON.stringify(entry)); return true; });
  }

  function forgetWhatIsOver() {
    if (!person && store(kept => kept.getItem(LEFT))) entries().forEach(drop); // signed out, and the portal has answered
    if (person) entries().filter(each => each.person !== person).forEach(drop);
    store(kept => kept.removeItem(LEFT));
    entries().filter(each => Date.now() - each.at > LONGEST).forEach(drop);
    const answered = /(?:^|; )answered=([^;]*)/.exec(document.cookie);
    if (!answered) return;
    entries().filter(each => each.form === answered[1]).forEach(drop);
    document.cookie = "answered=; Max-Age=0; Path=/; SameSite=Lax";
  }

  document.addEventListener("input", function (event) {
    const form = event.target.form;
    if (!person || !form?.elements.draft_who || form.hasAttribute("data-saves-itself")) return;
    typed.set(form, (typed.get(form) || 0) + 1);
    keep(form);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-signs-out]")) store(kept => kept.setItem(LEFT, "1"));
  });

  // The portal has the words as soon as it kept them as a draft.
  const asked = new WeakMap();
  document.addEventListener("htmx:beforeRequest", function (event) {
    const form = event.detail.elt.closest("form");
    if (form && event.detail.target?.id === "draft") asked.set(event.detail.xhr, typed.get(form));
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    const { elt, xhr, successful } = event.detail, form = elt.closest("form");
    if (!successful || !asked.has(xhr) || asked.get(xhr) !== typed.get(form)) return;
    const entry = find(form.elements.draft_page.value);
    if (entry) drop(entry);
  });

  // What a form says already is sent to be kept; what it does not say is offered.
  function says(form, [name, value]) {
    const field = form.elements.namedItem(name);
    return field ? field.type === "hidden" || new FormData(form).getAll(name).includes(value) : value === "";
  }
  function sendAgain(form) {
    const entry = find(form.elements.draft_page.value);
    if (entry && entry.fields.every(each => says(form, each))) form.dispatchEvent(new Event("change"));
  }
  function ago(span) { // by the browser's clock alone: the portal's may be another
    const minutes = Math.max(1, Math.round(span / 60000)), hours = Math.round(minutes / 60);
    if (minutes < 60) return `${minutes} นาทีก่อน`;
    return hours < 24 ? `${hours} ชั่วโมงก่อน` : `${Math.round(hours / 24)} วันก่อน`;
  }
  function offer(form) {
    const entry = find(form.elements.draft_page.value), words = form.querySelector("template[data-unsent]");
    if (!entry || entry.fields.every(each => says(form, each))) { sendAgain(form); return; }
    const notice = words.content.cloneNode(true).firstElementChild;
    notice.querySelector("[data-ago]").textContent = ago(Date.now() - entry.at);
    const [take, leave] = notice.querySelectorAll("button");
    take.addEventListener("click", function () { bringBack(form, entry, words.dataset.unsent); });
    leave.addEventListener("click", function () { drop(entry); notice.remove(); });
    form.before(notice);
  }
  function bringBack(form, entry, address) { // by the portal: it draws as many rows as were typed
    const sent = document.createElement("form");
    const machinery = ["csrfmiddlewaretoken", "draft_page", "draft_title", "draft_who"];
    const all = [...entry.fields, ...machinery.map(name => [name, form.elements[name].value])];
    all.forEach(([name, value]) => sent.append(Object.assign(document.createElement("input"), { type: "hidden", name, value })));
    store(kept => kept.setItem(PREFIX + entry.page, JSON.stringify({ ...entry, form: mark(form) })));
    Object.assign(sent, { method: "post", action: address, hidden: true });
    document.body.append(sent);
    sent.submit();
  }

  // A form whose words the portal has not is sent only where the portal can be reached; else the page stays.
  async function isReached() {
    if (!navigator.onLine) return false;
    try {
      await fetch(own, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
      return true;
    } catch { return false; }
  }
  function send(form, button) {
    form.dataset.sent = "";
    form.requestSubmit(button?.isConnected ? button : null);
  }
  function stop(form, button) {
    const isKept = keep(form);
    document.getElementById("no-signal")?.remove();
    const notice = form.querySelector("template[data-no-signal]").content.cloneNode(true).firstElementChild;
    if (!isKept) notice.querySelector("[data-kept]").textContent = "ข้อความยังอยู่ในหน้านี้ อย่าปิดหน้านี้";
    notice.querySelector("button").addEventListener("click", () => form.requestSubmit(button?.isConnected ? button : null));
    (button?.closest(".actions") || form.lastElementChild).before(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("submit", async function (event) {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || !form.elements.draft_who) return;
    if ("sent" in form.dataset) { delete form.dataset.sent; return; }
    if (navigator.onLine && !find(form.elements.draft_page.value)) return; // the portal has all that was typed
    event.preventDefault();
    if ("asking" in form.dataset) return;
    form.dataset.asking = "";
    const reached = await isReached();
    delete form.dataset.asking;
    if (reached) send(form, button); else stop(form, button);
  });
  addEventListener("online", function () {
    const notice = document.getElementById("no-signal");
    if (notice) notice.querySelector("h2").textContent = "มีสัญญาณแล้ว กดส่งอีกครั้งได้";
    forms().forEach(sendAgain);
  });

  function forms() { return [...document.querySelectorAll("input[name=draft_who]")].map(each => each.form); }
  function list() { // on a home: the pages whose words the portal has not
    const place = document.querySelector("template[data-unsent-list]"), found = entries();
    if (!place || !person || !found.length) return;
    const notice = place.content.cloneNode(true).firstElementChild;
    found.forEach(function (entry) {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("a"), { href: entry.page, textContent: entry.title }));
      notice.querySelector("ul").append(line);
    });
    place.before(notice);
  }

  forgetWhatIsOver();
  list();
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (isBack) addEventListener("pageshow", () => forms().forEach(offer)); // the browser puts words back until then
  else forms().forEach(offer);
})();

/* What a server-drawn page cannot say by itself: that a fragment is on its way, and that it did not come. */
(function () {
  "use strict";
  const PATIENCE = 400; // milliseconds before a wait is worth a word
  const waiting = new WeakMap();

  // What comes unasked moves the page; under a held finger the press would then miss its button.
  let held = false;
  const kept = [];
  function whenLetGo(act) { if (held) kept.push(act); else act(); }
  function letGo() { setTimeout(function () { held = false; kept.splice(0).forEach(act => act()); }, 0); } // after the click
  addEventListener("pointerdown", function () { held = true; }, true);
  addEventListener("pointerup", letGo, true);
  addEventListener("pointercancel", letGo, true);

  // On a narrow screen what folds begins folded, unless it is in use.
  if (matchMedia("(max-width: 767.98px)").matches) {
    document.querySelectorAll("details[data-folds]").forEach(function (each) { each.open = false; });
  }

  // An open menu closes on Escape, which leads back to its button, and on a press anywhere else.
  function openMenus() { return document.querySelectorAll("details.menu[open]"); }
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    openMenus().forEach(function (menu) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    });
  });
  document.addEventListener("click", function (event) {
    openMenus().forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  // Who types dates all day presses Enter to go on, not to send the form.
  document.addEventListener("keydown", function (event) {
    const from = event.target;
    if (event.key !== "Enter" || event.isComposing || !from.matches?.("input[data-date]")) return;
    const fields = [...from.form.elements].filter(each => each.tabIndex >= 0 && !each.disabled && each.offsetParent);
    const next = fields[fields.indexOf(from) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  function pressed(event) {
    const from = event.detail.elt;
    return from.matches("button") ? from : event.detail.requestConfig?.triggeringEvent?.submitter;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    const button = pressed(event);
    event.detail.target.setAttribute("aria-busy", "true");
    if (!button) return;
    const words = button.innerHTML;
    const timer = setTimeout(function () { button.textContent = "กำลังโหลด…"; }, PATIENCE);
    waiting.set(button, function () { clearTimeout(timer); button.innerHTML = words; });
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    const button = pressed(event);
    event.detail.target.removeAttribute("aria-busy");
    waiting.get(button)?.();
    waiting.delete(button);
  });

  // The draft's line is read out when it changes, and its time is of minutes: the same words again are no news.
  function isDraft(event) { return event.detail.target?.id === "draft"; }
  function squeezed(text) { return text.replace(/\s+/g, " ").trim(); }

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!isDraft(event)) return;
    if (event.detail.xhr.status === 507) Object.assign(event.detail, { shouldSwap: true, isError: false }); // it says why
    const said = new DOMParser().parseFromString(event.detail.serverResponse, "text/html").body.textContent;
    if (squeezed(said) === squeezed(event.detail.target.textContent)) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    const { target, serverResponse, requestConfig } = event.detail;
    if (!held || !event.detail.shouldSwap || !requestConfig.elt.hasAttribute("data-unasked")) return;
    event.detail.shouldSwap = false;
    const from = requestConfig.elt;
    const how = { select: from.getAttribute("hx-select"), eventInfo: event.detail }; // the same that htmx would have taken
    whenLetGo(function () { htmx.swap(target, serverResponse, { swapStyle: from.getAttribute("hx-swap") || "innerHTML" }, how); });
  });

  function say(words, event) { whenLetGo(function () { sayNow(words, event); }); }

  function sayNow(words, event) {
    if (isDraft(event)) {
      const line = event.detail.target;
      const quietly = "ยังเก็บร่างไม่ได้ ข้อความที่พิมพ์ยังอยู่ในหน้านี้";
      if (line.textContent !== quietly) line.textContent = quietly;
      return;
    }
    document.getElementById("fault")?.remove();
    const notice = document.createElement("div");
    notice.id = "fault";
    notice.className = "notice bad";
    notice.setAttribute("role", "alert");
    notice.textContent = words;
    document.getElementById("main").prepend(notice);
  }

  document.addEventListener("htmx:responseError", function (event) {
    const ended = event.detail.xhr.status === 401;
    say(ended ? "หมดเวลาเข้าใช้งาน ข้อความที่พิมพ์ยังอยู่ในหน้านี้ โปรดเปิดหน้าเข้าสู่ระบบในแท็บใหม่ เข้าสู่ระบบ แล้วกลับมากดอีกครั้ง"
      : "เกิดข้อผิดพลาดในระบบ ข้อมูลล่าสุดที่บันทึกยังอยู่ โปรดลองอีกครั้ง", event);
  });

  // What was wrong with a date is over once it reads another way: the line below says how it reads now.
  document.addEventListener("htmx:afterSwap", function (event) {
    const name = /^echo_(.+)$/.exec(event.detail.target?.id)?.[1];
    if (name) document.getElementById(`error_${name}`)?.setAttribute("hidden", "");
  });

  // A password can be looked at; it is sent, and remembered, as one.
  document.querySelectorAll("input[type=password]").forEach(function (field) {
    const button = document.createElement("button");
    const show = function (shown) {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? "ซ่อนรหัสผ่าน" : "แสดงรหัสผ่าน";
    };
    Object.assign(button, { type: "button", className: "btn btn-link btn-sm" });
    button.setAttribute("aria-controls", field.id);
    button.addEventListener("click", function () { show(field.type === "password"); });
    field.form?.addEventListener("submit", function () { show(false); });
    show(false);
    field.after(button);
  });

  // A form whose answer takes long says so in its button, and is sent once; the browser's way back lets it be sent again.
  document.addEventListener("submit", function (event) {
    const button = event.submitter;
    if (!button?.dataset.slow) return;
    if (button.dataset.words) { event.preventDefault(); return; }
    setTimeout(function () { // what listens after this may hold the form back, and send it later
      if (event.defaultPrevented) return;
      button.dataset.words = button.innerHTML;
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.slow;
      const more = document.getElementById(button.dataset.shows || ""); // what to say of a long wait
      if (more) more.hidden = false;
    });
  });
  addEventListener("pageshow", function () {
    document.querySelectorAll("button[data-words]").forEach(function (button) {
      button.innerHTML = button.dataset.words;
      button.removeAttribute("aria-disabled");
      delete button.dataset.words;
      const more = document.getElementById(button.dataset.shows || "");
      if (more) more.hidden = true;
    });
  });

  // A table on the clipboard goes along with its words, for as long as the field holds these and nothing else.
  document.querySelectorAll("textarea[data-clipboard]").forEach(function (field) {
    const beside = field.form.elements[field.dataset.clipboard];
    let pasted = "";
    field.addEventListener("paste", function (event) {
      const html = event.clipboardData?.getData("text/html") || "";
      setTimeout(function () { // the field has the words now
        pasted = field.value;
        const plain = event.clipboardData?.getData("text/plain") || pasted;
        beside.value = html.length < 2e6 && squeezed(plain) === squeezed(pasted) ? html : "";
      });
    });
    field.addEventListener("input", function () { if (field.value !== pasted) beside.value = ""; });
  });

  // Buttons that only a script can make work are hidden until it is there.
  document.querySelectorAll("[data-print], [data-copy]").forEach(function (button) { button.hidden = false; });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) { print(); return; }
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const done = function () { button.textContent = "คัดลอกแล้ว"; };
    const selected = function () { button.textContent = "เลือกข้อความไว้แล้ว กด Ctrl+C"; }; // copying is not allowed here
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, selected);
    else if (document.execCommand("copy")) done(); // by plain HTTP, as in an office's own network
  });

  // What is folded is printed by the style sheet; a browser that doesn't know how prints what is open.
  addEventListener("beforeprint", function () {
    if (CSS.supports("selector(::details-content)")) return;
    document.querySelectorAll(".scores-of-tool").forEach(function (each) { each.open = true; });
  });

  document.addEventListener("htmx:sendError", function (event) {
    if (!isDraft(event) && event.detail.elt.hasAttribute("data-unasked")) return; // nobody pressed anything
    say("ติดต่อระบบไม่ได้ ข้อความที่พิมพ์ยังอยู่ในหน้านี้ โปรดตรวจอินเทอร์เน็ตแล้วลองอีกครั้ง", event);
  });
})();

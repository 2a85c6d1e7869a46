/* Files go to the portal in pieces, so that a line that breaks loses at most one: https://tus.io, version 1.0.

   Without this script, and wherever it gives up, the form sends them itself. One file goes after the other, its pieces
   as large as the line carries in a few seconds. What arrived stays when the page is left: chosen again, a file goes on
   where it stopped. */
(function () {
  "use strict";
  const place = document.querySelector("[data-uploads]"), form = place?.closest("form");
  const field = form?.elements.namedItem("sent");
  if (!field || !window.fetch || !window.DataTransfer) return;
  const list = place.querySelector("ul"), said = place.querySelector("[data-said]"), skeleton = place.querySelector("template");
  const MB = 1024 * 1024, SMALLEST = 32 * 1024, LARGEST = MB, GOAL = 3000, PATIENCE = 60000; // bytes, milliseconds
  const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds until the next try, the last again and again
  const files = new Set();
  let pace = 128 * 1024, running = false, held = null;

  class Refused extends Error {} // the portal says why, and another try would end the same way
  class Unknown extends Error {} // no answer of the portal's own: something between does not let this way through
  class Stopped extends Error {} // by the person

  // One request; a line that broke, or an answer that says as much, is a plain Error, worth another try.
  async function ask(one, method, address, headers, body) {
    if (one.stopped) throw new Stopped();
    const cut = new AbortController(), timer = setTimeout(() => cut.abort(), PATIENCE);
    one.cut = cut;
    const token = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;
    const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers };
    // Between an office and the portal there may be a proxy that lets GET and POST through, and nothing else.
    if (!["HEAD", "POST"].includes(method)) all["X-HTTP-Method-Override"] = method;
    const sent = method === "HEAD" ? "HEAD" : "POST";
    try {
      const answer = await fetch(address, { method: sent, headers: all, body, redirect: "manual", signal: cut.signal });
      if (answer.ok) return answer;
      throw await failure(answer, method);
    } catch (error) {
      if (one.stopped) throw new Stopped();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async function failure(answer, method) {
    const isOurs = answer.headers.has("Tus-Resumable"), status = answer.status;
    const isSaid = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
    const words = isSaid && method !== "HEAD" ? await answer.text() : "";
    if (status === 401 || answer.type === "opaqueredirect") return Object.assign(new Error(words || "หมดเวลาเข้าใช้งาน โปรดเข้าสู่ระบบในแท็บใหม่ แล้วกลับมากดลองใหม่"), { waits: true });
    if (status === 403 && !isOurs) return Object.assign(new Error("หน้านี้เปิดไว้ก่อนเข้าสู่ระบบครั้งล่าสุด โปรดโหลดหน้านี้ใหม่ ไฟล์ที่ส่งไปแล้วยังอยู่"), { waits: true });
    if (status === 507) return Object.assign(new Error("เนื้อที่เก็บข้อมูลของเครื่องแม่ข่ายเต็ม โปรดแจ้งผู้ดูแลระบบ"), { waits: true });
    if ([404, 409, 410, 460].includes(status) && isOurs) return Object.assign(new Error(words), { status });
    if (status >= 500 || status === 429 || status === 408) return Object.assign(new Error(words), { pause: Number(answer.headers.get("Retry-After")) });
    return isOurs ? new Refused(words) : new Unknown();
  }

  const encoded = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  async function sha256(data) { // only where the browser has it: by HTTPS
    return window.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", data)) : null;
  }

  async function begin(one) {
    if (!one.data) {
      const { file, taken } = await window.photographs.smaller(one.file);
      const digest = await sha256(await file.arrayBuffer());
      const hex = digest && Array.from(digest, byte => byte.toString(16).padStart(2, "0")).join("");
      Object.assign(one, { data: file, metadata: { filename: one.file.name, ...(taken && { taken }), ...(hex && { sha256: hex }) } });
    }
    const metadata = Object.entries(one.metadata).map(([name, value]) => `${name} ${encoded(value)}`).join(",");
    const answer = await ask(one, "POST", place.dataset.uploads, { "Upload-Length": one.data.size, "Upload-Metadata": metadata });
    one.address = new URL(answer.headers.get("Location"), location.href).pathname;
    one.token = one.address.split("/").at(-2);
    one.offset = Number(answer.headers.get("Upload-Offset"));
    list.querySelector(`[data-token="${one.token}"]`)?.remove(); // what the page said of it before
    for (const other of files) { // chosen twice in this page
      if (other !== one && other.token === one.token) throw Object.assign(new Stopped(), { twice: true });
    }
  }

  async function sendPiece(one) {
    const piece = await one.data.slice(one.offset, one.offset + pace).arrayBuffer(), digest = await sha256(piece);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": one.offset };
    if (digest) headers["Upload-Checksum"] = `sha256 ${btoa(String.fromCharCode(...digest))}`;
    const start = performance.now();
    const answer = await ask(one, "PATCH", one.address, headers, piece);
    one.offset = Number(answer.headers.get("Upload-Offset"));
    const fits = piece.byteLength * GOAL / Math.max(1, performance.now() - start);
    if (piece.byteLength === pace) pace = Math.round(Math.min(LARGEST, Math.max(SMALLEST, Math.min(fits, pace * 2))));
  }

  // From wherever the file stands to its end. Raises for what `send` has to decide.
  async function goOn(one) {
    if (!one.address) await begin(one);
    else one.offset = Number((await ask(one, "HEAD", one.address)).headers.get("Upload-Offset"));
    while (one.offset < one.data.size) {
      show(one, "sending", `ส่งแล้ว ${amount(one.offset)} จาก ${amount(one.data.size)} MB`);
      await sendPiece(one);
      one.tries = 0;
    }
    show(one, "opening", "");
    await ask(one, "POST", one.address);
  }

  async function send(one) {
    for (one.tries = 0; ;) {
      try {
        await goOn(one);
        arrived(one);
        return;
      } catch (error) {
        if (error instanceof Stopped || error instanceof Unknown) throw error;
        if (error instanceof Refused || error.name === "NotReadableError" || error.name === "NotFoundError") {
          show(one, "refused", error.message && error instanceof Refused ? error.message : "อ่านไฟล์ในเครื่องไม่ได้ โปรดเลือกไฟล์นี้อีกครั้ง");
          say(`แนบ ${one.file.name} ไม่ได้`);
          return;
        }
        if (error.status === 404 || error.status === 410) Object.assign(one, { address: "", offset: 0 }); // begun anew
        await rest(one, error);
      }
    }
  }

  // Until the next try: after a growing pause, once there is a signal again, or as soon as a button is pressed.
  async function rest(one, error) {
    const seconds = error.waits ? 0 : Math.max(error.pause || 0, PAUSES[Math.min(one.tries, PAUSES.length - 1)]);
    if (one.tries === 0) say(`ส่ง ${one.file.name} ต่อไม่ได้ชั่วคราว`);
    one.tries += 1;
    pace = Math.max(SMALLEST, Math.round(pace / 2));
    const sent = one.data ? `ส่งแล้ว ${amount(one.offset)} จาก ${amount(one.data.size)} MB ` : "";
    const words = error.message && !(error instanceof TypeError) && error.name !== "AbortError" ? error.message : "สัญญาณขาดหาย ส่วนที่ส่งแล้วยังอยู่";
    for (let left = seconds; ; left--) {
      show(one, "broken", `${sent}${words}${seconds ? ` ลองใหม่เองใน ${left} วินาที` : ""}`);
      const woken = await new Promise(function (done) {
        one.wake = () => done(true);
        if (seconds) setTimeout(() => done(false), 1000);
      });
      if (one.stopped) throw new Stopped();
      if (woken || left <= 1) return;
    }
  }
  addEventListener("online", () => files.forEach(one => one.wake?.()));

  const amount = bytes => (bytes / MB).toFixed(1);
  function say(words) { said.textContent = words; }
  function show(one, state, words) {
    one.item.querySelectorAll("[data-state]").forEach(each => { each.hidden = each.dataset.state !== state; });
    one.item.querySelector("[data-words]").textContent = words;
    one.item.querySelector("[data-again]").hidden = state !== "broken";
    const bar = one.item.querySelector("progress");
    bar.hidden = state === "refused";
    bar.value = one.data ? one.offset / one.data.size : 0;
    one.state = state;
    const quarter = state === "sending" ? Math.floor(4 * bar.value) : 0;
    if (quarter > (one.quarter || 0)) say(`${one.file.name} ส่งแล้ว ${25 * quarter}%`); // read aloud: not each piece
    one.quarter = Math.max(quarter, one.quarter || 0);
  }

  function arrived(one) {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "upload_token", value: one.token });
    one.item.append(hidden);
    show(one, "whole", `${amount(one.data.size)} MB กดแนบหลักฐานเพื่อแนบไฟล์นี้`);
    say(`ส่ง ${one.file.name} ครบแล้ว`);
    one.data = null; // its bytes are the portal's now
    one.isDone = true;
  }

  function add(file) {
    const item = skeleton.content.cloneNode(true).firstElementChild, one = { file, item, offset: 0, tries: 0, state: "waiting" };
    item.querySelector("[data-name]").textContent = file.name;
    item.querySelectorAll("[data-of]").forEach(each => { each.textContent = ` ${file.name}`; });
    item.querySelector("progress").setAttribute("aria-label", `ส่งแล้วของไฟล์ ${file.name}`);
    item.querySelector("[data-again]").addEventListener("click", () => one.wake?.());
    item.querySelector("[data-cancel]").addEventListener("click", () => cancel(one));
    list.hidden = false;
    list.append(item);
    files.add(one);
  }

  function remove(one) {
    files.delete(one);
    one.item.remove();
    list.hidden = !list.children.length;
  }

  function cancel(one) {
    one.stopped = true;
    one.wake?.();
    one.cut?.abort();
    remove(one);
    drop(one);
    say(`ยกเลิก ${one.file.name} แล้ว`);
    field.focus();
    release();
  }

  function drop(one) { // what can't be dropped now is forgotten after a week
    if (one.address) ask({}, "DELETE", one.address).catch(() => {});
  }

  async function run() {
    if (running) return;
    running = true;
    for (const one of files) { // a set is walked on into what is added meanwhile
      if (one.state !== "waiting") continue;
      try {
        await send(one);
      } catch (error) {
        if (error.twice) { remove(one); continue; }
        if (error instanceof Stopped) { drop(one); continue; } // begun meanwhile
        giveUp();
        break;
      }
    }
    running = false;
    release();
  }

  // This way is closed: the files go back into the field, and the form sends them itself.
  function giveUp() {
    const left = [...files].filter(one => !["whole", "refused"].includes(one.state)), back = new DataTransfer();
    field.removeEventListener("change", chosen);
    left.forEach(one => { back.items.add(one.file); remove(one); });
    field.files = back.files;
    say("ส่งทีละส่วนไม่ได้ โปรดกดแนบหลักฐานเพื่อส่งทั้งไฟล์");
  }

  function chosen() {
    [...field.files].forEach(add);
    field.value = ""; // they go by this way, not a second time with the form
    run();
  }
  field.addEventListener("change", chosen);
  // Of a file no draft is kept: nothing was typed.
  ["input", "change"].forEach(kind => field.addEventListener(kind, event => event.stopPropagation()));

  // The form waits for files that are on their way, and goes by itself once all are whole.
  const isGoing = () => [...files].some(one => !["whole", "refused"].includes(one.state));
  form.addEventListener("submit", function (event) {
    if (event.submitter?.hasAttribute("formaction") || !isGoing()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held = event.submitter || null;
    say("กำลังส่งไฟล์ ระบบจะแนบให้เองเมื่อส่งครบ โปรดเปิดหน้านี้ไว้");
    form.dataset.holds = "";
  });
  function release() {
    if (!("holds" in form.dataset) || isGoing()) return;
    delete form.dataset.holds;
    if ([...files].some(one => one.state === "refused")) { say("มีไฟล์ที่แนบไม่ได้ โปรดดูด้านบน แล้วกดแนบหลักฐานอีกครั้งเพื่อแนบไฟล์อื่น"); return; }
    form.requestSubmit(held?.isConnected ? held : null);
  }
})();

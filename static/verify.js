/* A file that the portal issued need not be sent: its digest, computed here, says as much. Without this the form sends it. */
(function () {
  "use strict";
  const form = document.querySelector("form[data-verify]");
  if (!form || !window.crypto?.subtle) return; // an old browser, or no HTTPS
  const field = form.elements.namedItem("file");
  const digest = form.elements.namedItem("sha256");
  const said = form.querySelector("[data-said]");
  let ready = false;

  async function sha256(file) {
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function isKnown(value) {
    const answer = await fetch(form.dataset.known.replace("/-/", `/${value}/`), { credentials: "omit" });
    return answer.status === 204;
  }

  function send(value) {
    ready = true;
    digest.value = value;
    digest.disabled = !value;
    field.disabled = Boolean(value);
    form.requestSubmit();
    field.disabled = false; // what the browser sends is fixed by now; the page may be come back to
  }

  form.addEventListener("submit", async function (event) {
    const file = field.files[0];
    if (ready || !file) { ready = false; return; }
    event.preventDefault();
    said.textContent = "กำลังตรวจไฟล์ในเครื่องของท่าน…";
    let value = "";
    try {
      value = await sha256(file);
      if (!(await isKnown(value))) value = "";
    } catch {
      value = ""; // a file too large for memory, a lost connection: the form's own way says what is wrong
    }
    if (!value && file.size > Number(form.dataset.megabytes) * 1024 * 1024) {
      said.textContent = `ไฟล์นี้ไม่ใช่ฉบับที่เผยแพร่ และใหญ่เกิน ${form.dataset.megabytes} MB ระบบจึงไม่ตรวจ`;
      return;
    }
    said.textContent = value ? "พบไฟล์นี้ในฉบับที่เผยแพร่แล้ว กำลังเปิดผลตรวจ…" : "กำลังส่งไฟล์ไปตรวจ…";
    send(value);
  });
})();

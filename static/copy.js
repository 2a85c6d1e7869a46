/* A button beside each text that people take elsewhere. Without this they select it themselves. */
(function () {
  "use strict";
  if (!navigator.clipboard) return; // an old browser, or no HTTPS
  document.querySelectorAll("[data-copy]").forEach(function (field) {
    const line = document.createElement("p");
    const button = document.createElement("button");
    const said = document.createElement("span");
    line.className = "actions mt-2 mb-0";
    button.type = "button";
    button.className = "btn btn-outline-primary btn-sm";
    button.textContent = field.dataset.copy;
    said.setAttribute("role", "status");
    button.addEventListener("click", async function () {
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = "คัดลอกแล้ว";
      } catch {
        field.select(); // not allowed: what is selected is copied by the keyboard
        said.textContent = "เลือกข้อความไว้แล้ว กด Ctrl+C เพื่อคัดลอก";
      }
    });
    line.append(button, said);
    field.after(line);
  });
})();

/* Large photographs are made smaller before they are sent: the portal keeps no more points of them than this.

   The day on which a camera took one is read first, for it is lost with all else that stands beside the picture. In
   doubt, and where nothing is gained, the file goes as it is. */
window.photographs = (function () {
  "use strict";
  const LARGE = 3000, SIDE = 2560, QUALITY = 0.9; // points of the longer side: what is made smaller, and how small
  const WORTH = 1024 * 1024, MOST = 60 * 1024 * 1024; // bytes: what is worth the wait, what fits into a telephone
  const TYPES = ["image/jpeg", "image/png", "image/webp"];
  const POINTER = 0x8769, ORIGINAL = 0x9003, CHANGED = 0x0132; // EXIF: where more stands, taken at, written at

  /** The file to send, and the day (YYYY-MM-DD) on which it was taken, where the file itself no longer says it. */
  async function smaller(file) {
    const asItIs = { file, taken: "" };
    if (!TYPES.includes(file.type) || file.size < WORTH || file.size > MOST || !window.createImageBitmap) return asItIs;
    try {
      const taken = dayIn(file.type, new DataView(await file.arrayBuffer()));
      const made = taken === null ? null : await drawn(file);
      return made && made.type === file.type && made.size < file.size ? { file: made, taken } : asItIs;
    } catch {
      return asItIs; // a broken file, or a picture too large for this machine: the portal says what is wrong
    }
  }

  async function drawn(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    try {
      const longer = Math.max(picture.width, picture.height), canvas = document.createElement("canvas");
      if (longer <= LARGE) return null;
      canvas.width = Math.round(picture.width * SIDE / longer);
      canvas.height = Math.round(picture.height * SIDE / longer);
      const pen = canvas.getContext("2d");
      pen.imageSmoothingQuality = "high";
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return await new Promise(done => canvas.toBlob(done, file.type, QUALITY));
    } finally {
      picture.close();
    }
  }

  // The day in a file; nothing where it holds none, null where that can't be told.
  function dayIn(type, bytes) {
    if (type !== "image/jpeg") return holds(bytes, type === "image/png" ? "eXIf" : "EXIF") ? null : "";
    for (let at = 2; at + 10 < bytes.byteLength && bytes.getUint8(at) === 0xff;) {
      const kind = bytes.getUint8(at + 1);
      if (kind === 0xff) { at += 1; continue; } // fills a gap
      if (kind === 0xda) return ""; // the picture begins
      if (kind === 0xe1 && text(bytes, at + 4, 4) === "Exif") return dayOfCamera(bytes, at + 10);
      at += 2 + bytes.getUint16(at + 2);
    }
    return null;
  }

  function dayOfCamera(bytes, start) {
    const little = text(bytes, start, 2) === "II";
    const first = entries(bytes, start, bytes.getUint32(start + 4, little), little);
    const inner = first.has(POINTER) ? entries(bytes, start, bytes.getUint32(first.get(POINTER), little), little) : new Map();
    const at = inner.get(ORIGINAL) || first.get(CHANGED);
    if (!at) return "";
    const said = /^(\d{4}):(\d\d):(\d\d)/.exec(text(bytes, start + bytes.getUint32(at, little), 10));
    return said ? said.slice(1).join("-") : null;
  }

  // The entries of one list of EXIF: what each is, and where its value stands.
  function entries(bytes, start, from, little) {
    const found = new Map(), count = bytes.getUint16(start + from, little);
    for (let number = 0; number < count; number++) {
      const at = start + from + 2 + 12 * number;
      found.set(bytes.getUint16(at, little), at + 8);
    }
    return found;
  }

  function text(bytes, at, length) {
    return String.fromCharCode(...Array.from({ length }, (_, number) => bytes.getUint8(at + number)));
  }

  function holds(bytes, word) {
    const signs = [...word].map(sign => sign.charCodeAt(0)), all = new Uint8Array(bytes.buffer);
    for (let at = all.indexOf(signs[0]); at >= 0; at = all.indexOf(signs[0], at + 1)) {
      if (signs.every((sign, number) => all[at + number] === sign)) return true;
    }
    return false;
  }

  return { smaller };
})();

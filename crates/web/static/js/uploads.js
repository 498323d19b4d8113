// Shows what is about to be sent: a small picture, the size, the SHA-256 and the device's place and time.
// The server computes its own hash and time; these are claims to compare with.
import { make, touched } from "./dom.js";
import { LARGE_BYTES, send } from "./pieces.js";

const HEX = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const MAX_HASHED_BYTES = 200 * 1024 * 1024;

async function sum(file) {
  if (!window.crypto || !window.crypto.subtle) return "本机浏览器不能计算校验值，上传后由服务器计算";
  if (file.size > MAX_HASHED_BYTES) return "文件较大，上传后由服务器计算校验值";
  return `SHA-256 ${HEX(await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer()))}`;
}

async function thumbnail(file, canvas) {
  try {
    const picture = await createImageBitmap(file);
    canvas.width = 160;
    canvas.height = Math.max(1, Math.round((160 * picture.height) / picture.width));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  } catch (_) {
    canvas.remove();
  }
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function claim(box) {
  const part = (name) => box.querySelector(`input[name="${box.dataset.photo}_${name}"]`);
  let note = box.querySelector(".photo-claim");
  if (!note) {
    note = make("p", { className: "photo-claim" });
    note.setAttribute("role", "status");
    box.append(note);
  }
  const now = new Date();
  part("time").value = now.toISOString();
  const time = `本机时间 ${now.toLocaleString("zh-CN")}`;
  note.textContent = `${time}；正在取得位置……`;
  if (!navigator.geolocation) {
    note.textContent = `${time}；本机不提供位置。`;
    return;
  }
  navigator.geolocation.getCurrentPosition(
    (place) => {
      part("lat").value = place.coords.latitude.toFixed(6);
      part("lng").value = place.coords.longitude.toFixed(6);
      note.textContent = `${time}；位置 ${part("lat").value}，${part("lng").value}（误差约 ${Math.round(place.coords.accuracy)} 米）。`;
      touched(box);
    },
    () => {
      note.textContent = `${time}；未取得位置，可继续提交。`;
    },
    { enableHighAccuracy: true, timeout: 10000 },
  );
}

/** Whether the form may name an upload: the desk's forms may, the public's carry their files. */
function inPieces(input) {
  const token = input.form && input.form.querySelector("input[name=form_token]");
  return Boolean(input.multiple && token && token.value);
}

/** Evidence only: a table that is to be read goes with its form. */
function isLarge(file) {
  return LARGE_BYTES < file.size && /^(image|video|audio)\/|^application\/pdf$/.test(file.type);
}

export function enhance(input) {
  const list = make("ul", { className: "hashes" });
  list.setAttribute("aria-live", "polite");
  input.after(list);
  const sending = make("ul", { className: "sendings" });
  list.after(sending);
  if (input.required) input.setAttribute("data-required", "");
  const show = () => {
    list.replaceChildren ? list.replaceChildren() : (list.textContent = "");
    const box = input.closest("[data-photo]");
    if (box && input.files.length > 0) claim(box);
    const large = inPieces(input) ? [...input.files].filter(isLarge) : [];
    if (large.length > 0) {
      const rest = new DataTransfer();
      [...input.files].filter((file) => !isLarge(file)).forEach((file) => rest.items.add(file));
      input.files = rest.files;
      large.forEach((file) => send(input, file, sending));
    }
    [...input.files].forEach((file) => {
      const canvas = make("canvas", {});
      const hash = make("span", { className: "hash" }, "正在计算校验值……");
      list.append(make("li", {}, canvas, make("span", {}, `${file.name}（${size(file.size)}）`, make("br", {}), hash)));
      if (file.type.startsWith("image/")) thumbnail(file, canvas);
      else canvas.remove();
      sum(file).then(
        (text) => {
          hash.textContent = text;
        },
        () => {
          hash.textContent = "未能读取文件，请重新选择";
        },
      );
    });
  };
  input.addEventListener("change", show);
  // What was chosen before this script was there, or when the page was come back to.
  if (input.files.length > 0) show();
}

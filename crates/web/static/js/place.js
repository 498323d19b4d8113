// A pin on the map beside the two inputs. Without a tile source it draws a blank grid.
import { button, make, touched } from "./dom.js";

function loaded(element) {
  return new Promise((done, failed) => {
    element.addEventListener("load", done);
    element.addEventListener("error", failed);
    document.head.append(element);
  });
}

export async function enhance(box) {
  const lat = box.querySelector('input[name$="_lat"]');
  const lng = box.querySelector('input[name$="_lng"]');
  const tools = make("div", { className: "place-tools" });
  const state = make("span", {});
  state.setAttribute("role", "status");
  const set = (point) => {
    lat.value = point.lat.toFixed(6);
    lng.value = point.lng.toFixed(6);
    touched(lat);
  };
  let show = () => {};

  tools.append(
    button("使用当前位置", () => {
      if (!navigator.geolocation) {
        state.textContent = "本机不提供位置，请填写地址。";
        return;
      }
      state.textContent = "正在取得位置……";
      navigator.geolocation.getCurrentPosition(
        (place) => {
          set({ lat: place.coords.latitude, lng: place.coords.longitude });
          show();
          state.textContent = `已取得位置，误差约 ${Math.round(place.coords.accuracy)} 米。`;
        },
        () => {
          state.textContent = "未取得位置，请在图上点选或填写地址。";
        },
        { enableHighAccuracy: true, timeout: 10000 },
      );
    }),
    state,
  );
  box.append(tools);

  try {
    await Promise.all([
      window.L || loaded(make("link", { rel: "stylesheet", href: box.dataset.styles })),
      window.L || loaded(make("script", { src: box.dataset.script })),
    ]);
  } catch (_) {
    state.textContent = "地图未能打开，请填写地址。";
    return;
  }
  const L = window.L;
  const frame = make("div", { className: "place-map" });
  tools.before(frame);
  const here = () => {
    const point = [Number(lat.value), Number(lng.value)];
    return lat.value && lng.value && point.every(Number.isFinite) ? point : null;
  };
  const start = [Number(box.dataset.lat), Number(box.dataset.lng)];
  const map = L.map(frame, { attributionControl: false, zoomControl: false }).setView(here() || start, here() ? 16 : Number(box.dataset.zoom));
  L.control.zoom({ zoomInTitle: "放大", zoomOutTitle: "缩小" }).addTo(map);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18 }).addTo(map);
  else {
    const Blank = L.GridLayer.extend({ createTile: () => make("div", { className: "place-cell" }) });
    new Blank().addTo(map);
    state.textContent = "未配置底图：可点选大致位置，或填写经纬度、地址。";
  }
  const folder = box.dataset.styles.replace(/[^/]*$/, "images/");
  const icon = L.icon({ iconUrl: `${folder}marker-icon.png`, iconSize: [25, 41], iconAnchor: [12, 41] });
  const pin = L.marker(map.getCenter(), { icon, draggable: true, keyboard: true, alt: "选定的位置" });
  show = () => {
    const point = here();
    if (!point) {
      pin.remove();
      return;
    }
    pin.setLatLng(point).addTo(map);
    map.panTo(point);
  };
  map.on("click", (event) => {
    set(event.latlng);
    show();
  });
  pin.on("dragend", () => set(pin.getLatLng()));
  [lat, lng].forEach((input) => input.addEventListener("change", show));
  show();
}

// Draws the tab bar's icons: `node config/icons.mjs` writes src/assets/tab-*.png (81 px, as WeChat advises).
// Each icon is a list of strokes on a 24 × 24 grid; a pixel's darkness is its distance to the nearest stroke.
import { mkdirSync, writeFileSync } from 'node:fs'
import { PNG } from 'pngjs'

const SIZE = 81
const WIDTH = 1.8

const segment = (x1, y1, x2, y2) => (x, y) => {
  const dx = x2 - x1, dy = y2 - y1
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
}
const circle = (cx, cy, r) => (x, y) => Math.abs(Math.hypot(x - cx, y - cy) - r)
/** The upper half of an ellipse, for shoulders. */
const arch = (cx, cy, rx, ry) => {
  const points = Array.from({ length: 25 }, (_, i) => [cx - rx * Math.cos((Math.PI * i) / 24), cy - ry * Math.sin((Math.PI * i) / 24)])
  const parts = points.slice(1).map((p, i) => segment(points[i][0], points[i][1], p[0], p[1]))
  return (x, y) => Math.min(...parts.map((d) => d(x, y)))
}
const roundedBox = (x1, y1, x2, y2, r) => (x, y) => {
  const qx = Math.abs(x - (x1 + x2) / 2) - (x2 - x1) / 2 + r
  const qy = Math.abs(y - (y1 + y2) / 2) - (y2 - y1) / 2 + r
  return Math.abs(Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - r)
}

const icons = {
  home: [roundedBox(3.5, 3, 20.5, 21, 3), segment(7.2, 9, 8.8, 10.6), segment(8.8, 10.6, 11.4, 7.4), segment(14, 9, 17, 9), segment(7.2, 15.5, 8.8, 17.1), segment(8.8, 17.1, 11.4, 13.9), segment(14, 15.5, 17, 15.5)],
  branch: [circle(12, 7.2, 3.2), arch(12, 20, 5.6, 6.4), segment(6.4, 20, 17.6, 20), circle(4.9, 10.2, 2.1), arch(4.3, 18.2, 2.6, 4), circle(19.1, 10.2, 2.1), arch(19.7, 18.2, 2.6, 4)],
  me: [circle(12, 7.8, 4.2), arch(12, 20.6, 8, 6.6), segment(4, 20.6, 20, 20.6)],
}
const inks = { '': [0x6b, 0x66, 0x60], '-on': [0xc8, 0x10, 0x2e], '-dark': [0xa3, 0x9d, 0x96], '-on-dark': [0xf0, 0x60, 0x6e] }

mkdirSync(new URL('../src/assets/', import.meta.url), { recursive: true })
for (const [name, strokes] of Object.entries(icons)) {
  for (const [suffix, [r, g, b]] of Object.entries(inks)) {
    const png = new PNG({ width: SIZE, height: SIZE })
    for (let py = 0; py < SIZE; py++) {
      for (let px = 0; px < SIZE; px++) {
        const d = Math.min(...strokes.map((stroke) => stroke(((px + 0.5) * 24) / SIZE, ((py + 0.5) * 24) / SIZE)))
        const cover = Math.max(0, Math.min(1, 0.5 + ((WIDTH / 2 - d) * SIZE) / 24))
        png.data.set([r, g, b, Math.round(cover * 255)], (py * SIZE + px) * 4)
      }
    }
    writeFileSync(new URL(`../src/assets/tab-${name}${suffix}.png`, import.meta.url), PNG.sync.write(png, { deflateLevel: 9 }))
  }
}

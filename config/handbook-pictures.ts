/**
 * `npm run handbook`: takes the handbook's pictures anew. Starts the demo on a port and in a folder of its own, lives
 * through what the handbook tells in a browser as large as a phone, and writes docs/images/*.png. Names after the command
 * take only those pictures: `npm run handbook -- chain-review`.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Phone } from '../tests/support/phone'
import { openBrowser, startPreview } from '../tests/support/preview'
import { scenes } from './handbook/scenes'
import { smallPng } from './handbook/small-png'
import type { Stage } from './handbook/stage'

const folder = resolve(__dirname, '../docs/images')
const chosen = process.argv.slice(2)
const taken: string[] = []

/** Takes a picture of what the phone shows once everything on it has come to rest; a page with an error is no picture. */
async function take(phone: Phone, name: string): Promise<void> {
  taken.push(name)
  const { page } = phone
  await page.waitForLoadState('networkidle')
  await page.locator('.taro__toast').filter({ visible: true }).waitFor({ state: 'hidden' })
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
  })
  // Sheets slide in.
  await page.waitForTimeout(600)
  const wrong = phone.takeErrors()
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('\n')}`)
  if (chosen.length > 0 && !chosen.includes(name)) return
  writeFileSync(join(folder, `${name}.png`), smallPng(await page.screenshot()))
  console.log(name)
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const [preview, browser] = await Promise.all([startPreview('demo'), openBrowser()])
  try {
    const who = (key: string): string => preview.personas.find((persona) => persona.key === key)!.openid
    const { id: branchId } = await preview.call(who('secretary'), 'organisations.get', {})
    const phone: Stage['phone'] = (openid, look) => Phone.open(browser, preview.url, openid, look)
    const stage: Stage = { preview, branchId, who, phone, take, secretary: await phone(who('secretary')) }
    for (const scene of scenes) await scene(stage)
    // What the handbook no longer shows.
    if (chosen.length === 0) for (const file of readdirSync(folder)) if (!taken.includes(file.replace(/\.png$/, ''))) rmSync(join(folder, file))
  } finally {
    await browser.close()
    await preview.stop()
  }
}

main().catch((error: Error) => {
  console.error(error)
  process.exitCode = 1
})

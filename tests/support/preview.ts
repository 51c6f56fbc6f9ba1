/** The product as `npm start` runs it, with an empty or a demo database, and a browser to look at it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import type { ActionName, InputOf, OutputOf } from '../../types/contracts'
import { contracts } from '../../types/contracts'
import { ensureBrowser } from '../../config/browser'
import type { Persona } from '../../config/seed/personas'

const root = resolve(__dirname, '../..')

export interface Preview {
  url: string
  /** Printed with SEED=none. */
  foundingCode: string
  /** Whom the outer page offers. */
  personas: Persona[]
  /** Calls an action as this account, past the browser; throws with the sentence where it is refused. */
  call<A extends ActionName>(openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>>
  /** Uploads a file for a purpose, past the browser; answers what the action that takes it asks for. */
  upload(openid: string, purpose: InputOf<'files.issueUpload'>['purpose'], fileName: string, bytes: Buffer): Promise<{ uploadId: string; fileId: string }>
  stop(): Promise<void>
}

const freePort = (): Promise<number> => new Promise(done => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number }
    server.close(() => done(port))
  })
})

/**
 * Runs `npm start`'s own script and waits until it says that it runs. While the tests are being written,
 * PREVIEW_DEMO, PREVIEW_NONE and PREVIEW_CODE name servers that run already, and their founding code.
 */
export async function startPreview(seed: 'demo' | 'none'): Promise<Preview> {
  const running = process.env[`PREVIEW_${seed.toUpperCase()}`]
  if (running) return previewAt(running, process.env.PREVIEW_CODE ?? '', async () => undefined)
  const dataDir = mkdtempSync(join(tmpdir(), 'zhibu-preview-'))
  const port = await freePort()
  const child: ChildProcess = spawn(process.execPath, ['config/start.mjs'], { cwd: root, env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, SEED: seed }, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  await new Promise<void>((done, fail) => {
    const read = (data: Buffer): void => {
      printed += String(data)
      if (/Stop with Ctrl/.test(printed)) done()
    }
    child.stdout!.on('data', read)
    child.stderr!.on('data', read)
    child.once('exit', code => fail(new Error(`npm start ended (${code}):\n${printed}`)))
  })
  return previewAt(`http://127.0.0.1:${port}`, /works once\): (\S+)/.exec(printed)?.[1] ?? '', async () => {
    const gone = new Promise(done => child.once('exit', done))
    child.kill('SIGTERM')
    await gone
    rmSync(dataDir, { recursive: true, force: true })
  })
}

async function previewAt(url: string, foundingCode: string, stop: () => Promise<void>): Promise<Preview> {
  const personas = (await (await fetch(`${url}/personas.json`)).json()) as Persona[]
  let calls = 0
  const preview: Preview = {
    url, foundingCode, personas, stop,
    async upload(openid, purpose, fileName, bytes) {
      const { uploadId, cloudPath } = await preview.call(openid, 'files.issueUpload', { purpose, fileName, size: bytes.length })
      const reply = await fetch(`${url}/storage/${cloudPath}`, { method: 'PUT', headers: { 'x-wx-openid': openid }, body: new Uint8Array(bytes) })
      return { uploadId, fileId: ((await reply.json()) as { fileID: string }).fileID }
    },
    async call(openid, action, input) {
      const contract = contracts[action]
      const reply = await fetch(`${url}/functions/${'runs' in contract ? contract.runs : 'api'}`, {
        method: 'POST', headers: { 'content-type': 'application/json', 'x-wx-openid': openid },
        body: JSON.stringify({ action, input, requestId: `set-up-${process.pid}-${++calls}` }),
      })
      const answer = (await reply.json()) as { ok: true; data: never } | { ok: false; error: { code: string; message: string } }
      if (!answer.ok) throw new Error(`${action} for ${openid}: ${answer.error.code} ${answer.error.message}`)
      return answer.data
    },
  }
  return preview
}

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: ensureBrowser(), args: quiet })

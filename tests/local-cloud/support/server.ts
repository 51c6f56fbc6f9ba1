import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(__dirname, '../../..')

export interface Running {
  readonly url: string
  readonly process: ChildProcess
  /** As `kill -9`. */
  kill(): Promise<void>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
})

/** The local cloud as a process of its own, by its command line; resolves when it prints its address. `within` is a command that starts it. */
export function serve(args: readonly string[], within: readonly string[] = []): Promise<Running> {
  const [command = '', ...rest] = [...within, process.execPath, '--import', 'tsx', 'local-cloud/main.ts', '--port', '0', '--no-timers', ...args]
  const child = spawn(command, rest, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return new Promise((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const url = /http:\/\/[\d.:]+/.exec(text)?.[0]
      if (!url) return
      resolve({
        url,
        process: child,
        kill: async () => {
          child.kill('SIGKILL')
          await gone
        },
        stop: async (signal = 'SIGTERM') => {
          child.kill(signal)
          return gone
        },
      })
    })
    void gone.then((code) => reject(new Error(`ended with ${code}: ${errors}`)))
  })
}

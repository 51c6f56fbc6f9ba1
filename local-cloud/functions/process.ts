import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { HttpError } from '../service/http'
import type { FunctionConfig } from './config'

/** The running process of one function. It takes several calls at once. */

export class FunctionError extends Error {
  constructor(
    message: string,
    readonly trace: string,
  ) {
    super(message)
  }
}

interface Pending {
  readonly resolve: (result: string) => void
  readonly reject: (error: Error) => void
}

interface Message {
  id?: string
  result?: string
  error?: { message: string; stack: string }
  ready?: boolean
  broken?: { message: string; stack: string }
  pong?: number
}

const CHILD = join(__dirname, 'child.cjs')
/** How long a process may be silent after a call ran out of time before it counts as hanging. */
const SILENCE = 1000

export class FunctionProcess {
  private readonly child: ChildProcess
  private readonly pending = new Map<string, Pending>()
  private readonly ready: Promise<void>
  private retired = false
  private pings = 0
  private readonly pongs = new Map<number, () => void>()
  alive = true

  constructor(
    private readonly config: FunctionConfig,
    file: string,
    readonly modified: number,
    cloudUrl: string,
    environment: Record<string, string>,
    { quiet, coldStart }: { readonly quiet: boolean; readonly coldStart: number },
  ) {
    const out = quiet ? 'ignore' : 'inherit'
    this.child = fork(CHILD, [file, cloudUrl], {
      env: environment as NodeJS.ProcessEnv,
      execArgv: [`--max-old-space-size=${config.memorySize}`, '--enable-source-maps'],
      stdio: ['ignore', out, out, 'ipc'],
      serialization: 'advanced',
    })
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (message: Message) => {
        if (message.ready) setTimeout(resolve, coldStart)
        else if (message.broken) reject(new FunctionError(message.broken.message, message.broken.stack))
        else this.received(message)
      })
      this.child.on('exit', (code, signal) => {
        this.alive = false
        const died = new FunctionError(`the process of function ${config.name} ended (${signal ?? `code ${code}`}) while the call was running`, '')
        reject(died)
        for (const { reject: refuse } of this.pending.values()) refuse(died)
        this.pending.clear()
      })
      this.child.on('error', reject)
    })
    this.ready.catch(() => undefined)
  }

  private received({ id, result, error, pong }: Message): void {
    if (pong !== undefined) this.pongs.get(pong)?.()
    const call = id === undefined ? undefined : this.pending.get(id)
    if (!call || id === undefined) return
    this.pending.delete(id)
    if (error) call.reject(new FunctionError(error.message, error.stack))
    else call.resolve(result ?? 'null')
    if (this.retired && this.pending.size === 0) this.child.disconnect()
  }

  /** The function's result as JSON text. Throws FunctionError with its stack, HttpError 504 when it took too long. */
  async call(id: string, event: string, context: unknown): Promise<string> {
    const answer = new Promise<string>((resolve, reject) => this.pending.set(id, { resolve, reject }))
    answer.catch(() => undefined)
    try {
      await this.ready
    } catch (error) {
      this.pending.delete(id)
      throw error
    }
    // The clock runs from the start of the call, not from that of the process, as in CloudBase.
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.pending.delete(id)
        this.endIfHanging()
        reject(new HttpError(504, `Invoking task timed out after ${this.config.timeout} seconds: function ${this.config.name}`))
      }, this.config.timeout * 1000)
    })
    if (this.alive) this.child.send({ id, event, context })
    try {
      return await Promise.race([answer, late])
    } finally {
      clearTimeout(timer)
    }
  }

  /** A call that waits is left alone, for others run beside it; a process that computes for ever is ended. */
  private endIfHanging(): void {
    const ping = ++this.pings
    const timer = setTimeout(() => this.child.kill('SIGKILL'), SILENCE)
    timer.unref()
    this.pongs.set(ping, () => {
      clearTimeout(timer)
      this.pongs.delete(ping)
    })
    if (this.alive) this.child.send({ ping })
  }

  /** Takes no more calls and ends when the running ones are done. */
  retire(): void {
    this.retired = true
    if (this.pending.size === 0 && this.child.connected) this.child.disconnect()
  }

  async end(): Promise<void> {
    if (!this.alive) return
    const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()))
    this.child.kill('SIGKILL')
    await gone
  }
}

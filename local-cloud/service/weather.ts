import { CloudError, conflict } from '../errors'
import type { Environment } from '../store/environment'
import type { Request } from './database-actions'

/** Bad days of the service, on demand, so that a program's retries can be tried. */

export interface WeatherOptions {
  /** Milliseconds that every request of the SDK takes longer. */
  readonly latency?: number
  /** Milliseconds that the start of a function's process takes longer. */
  readonly coldStart?: number
  /** Shares of requests: 'conflict=0.05,timeout=0.01,unavailable=0.01'. */
  readonly faults?: string
  /** The same seed gives the same bad luck to the same sequence of requests. */
  readonly seed?: number
}

const KINDS = ['conflict', 'timeout', 'unavailable'] as const
type Kind = (typeof KINDS)[number]

/** The connection is to be cut without an answer. */
export class Dropped extends Error {}

const WRITES = new Set(['database.insertDocument', 'database.modifyDocument', 'database.modifyAndReturnDoc', 'database.removeDocument', 'database.commitTransaction'])

export class Weather {
  private readonly shares: Record<Kind, number>
  private state: number

  /** Throws where the faults are malformed. */
  constructor(private readonly options: WeatherOptions) {
    this.shares = readFaults(options.faults ?? '')
    this.state = (options.seed ?? 1) >>> 0
  }

  /** A number in [0, 1): mulberry32. */
  private draw(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  /** Runs a request through the weather. A timeout loses the request before or the answer after it was carried out. */
  async through<T>(env: () => Promise<Environment>, request: Request, run: () => Promise<T>): Promise<T> {
    const { latency = 0 } = this.options
    if (latency > 0) await new Promise((next) => setTimeout(next, latency))
    if (this.draw() < this.shares.unavailable) throw new CloudError('EXCEED_CONCURRENT_REQUEST_LIMIT', 'The service is busy. (This bad luck was asked for.)')
    const id = request['transactionId']
    if (typeof id === 'string' && WRITES.has(request['action'] as string) && this.draw() < this.shares.conflict) {
      ;(await env()).transaction(id)?.abort('was aborted: a write conflict that was asked for')
      throw conflict()
    }
    const lost = this.draw() < this.shares.timeout
    if (lost && this.draw() < 0.5) throw new Dropped()
    const answer = await run()
    if (lost) throw new Dropped()
    return answer
  }
}

function readFaults(text: string): Record<Kind, number> {
  const shares: Record<Kind, number> = { conflict: 0, timeout: 0, unavailable: 0 }
  for (const part of text.split(',').filter((item) => item !== '')) {
    const [name, value] = part.split('=')
    const share = Number(value)
    if (!KINDS.includes(name as Kind) || !(share >= 0 && share <= 1)) throw new Error(`faults: '${part}' is not one of ${KINDS.join(', ')} with a share from 0 to 1`)
    shares[name as Kind] = share
  }
  return shares
}

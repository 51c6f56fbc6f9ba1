/** What the window and the tests may know of the calls: never inputs, answers or ids. */
export interface CallRecord {
  readonly at: string
  readonly kind: 'admin' | 'client' | 'function' | 'timer' | 'storage'
  readonly action: string
  readonly env: string
  /** The first six characters of the caller's openid, '' where there is none. */
  readonly caller: string
  readonly ms: number
  /** SDK requests that the call caused, for functions; 1 for a request itself. */
  readonly operations: number
  /** Of a function call 0: CloudBase's log of a call says how long it took and what it used, not how long what was sent is; beside the caller a size could tell what was chosen. */
  readonly bytes: number
  readonly error: string
}

export interface Totals {
  total: number
  bytes: number
}

const KEPT = 500

/** The last calls, and how many SDK requests each environment has had. */
export class Records {
  private calls: CallRecord[] = []
  private readonly totals = new Map<string, Totals>()

  add(call: CallRecord): void {
    this.calls.push(call)
    if (this.calls.length > KEPT * 2) this.calls = this.calls.slice(-KEPT)
  }

  /** Counts one SDK request. */
  count(env: string, bytes: number): void {
    const totals = this.of(env)
    totals.total++
    totals.bytes += bytes
  }

  of(env: string): Totals {
    let totals = this.totals.get(env)
    if (!totals) this.totals.set(env, (totals = { total: 0, bytes: 0 }))
    return totals
  }

  /** The last calls, newest first. */
  last(): CallRecord[] {
    return this.calls.slice(-KEPT).reverse()
  }
}

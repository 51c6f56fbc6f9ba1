/**
 * The product as a seed uses it: the same entries that are deployed, called in this process through the unmodified SDK,
 * with a clock that the seed sets. So a year can be lived through, and nothing that is deployed knows of it.
 */
import { TOTP } from 'otpauth'
import { main as api } from '../../cloudfunctions/api'
import { main as sheets } from '../../cloudfunctions/sheets'
import { clock } from '../../cloudfunctions/platform/clock'
import { contracts, type ActionName, type InputOf, type OutputOf } from '../../types/contracts'

export class Product {
  private calls = 0
  private readonly factors = new Map<string, TOTP>()
  private readonly provedUntil = new Map<string, Date>()

  /** `url` is the local cloud's address. */
  constructor(private readonly url: string) {}

  /** Sets the clock of everything that is called from now on. */
  setNow(instant: Date): void {
    clock.now = () => instant
  }

  /** Calls an action as an account; throws with the sentence where it is refused. */
  async call<A extends ActionName>(openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>> {
    const contract = contracts[action]
    const requestId = `seed-${String(++this.calls).padStart(8, '0')}`
    const context = {
      request_id: requestId, function_name: 'seed', namespace: 'seed',
      environment: JSON.stringify({ WX_OPENID: openid, WX_APPID: 'wx-seed', TCB_ENV: process.env.TCB_ENV, WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', TCB_SOURCE: 'wx_client', TRIGGER_SRC: 'wx' }),
    }
    const main = 'runs' in contract && contract.runs === 'sheets' ? sheets : api
    const reply = await main({ action, input, requestId }, context)
    if (!reply.ok) throw new Error(`${action} for ${openid} at ${clock.now().toISOString()}: ${reply.error.code} ${reply.error.message}`)
    // As it would arrive: JSON, with instants as text.
    return JSON.parse(JSON.stringify(reply.data)) as OutputOf<A>
  }

  /** Uploads a file for a purpose; answers what the action that takes it asks for. */
  async upload(openid: string, purpose: InputOf<'files.issueUpload'>['purpose'], fileName: string, bytes: Buffer): Promise<{ uploadId: string; fileId: string }> {
    const { uploadId, cloudPath } = await this.call(openid, 'files.issueUpload', { purpose, fileName, size: bytes.length })
    const response = await fetch(`${this.url}/storage/${cloudPath}`, { method: 'PUT', headers: { 'x-wx-openid': openid }, body: new Uint8Array(bytes) })
    if (!response.ok) throw new Error(`The storage answered ${response.status} for ${fileName}.`)
    return { uploadId, fileId: ((await response.json()) as { fileID: string }).fileID }
  }

  /** Proves the second factor of an account, setting it up the first time; a proof is used until it ends. */
  async prove(openid: string): Promise<void> {
    const until = this.provedUntil.get(openid)
    if (until && until > clock.now()) return
    let factor = this.factors.get(openid)
    const first = !factor
    if (!factor) {
      const { secret } = await this.call(openid, 'session.enrolFactor', {})
      factor = new TOTP({ secret })
      this.factors.set(openid, factor)
    }
    const code = factor.generate({ timestamp: clock.now().getTime() })
    const proof = await this.call(openid, first ? 'session.activateFactor' : 'session.prove', { code })
    this.provedUntil.set(openid, new Date(proof.provedUntil))
  }
}

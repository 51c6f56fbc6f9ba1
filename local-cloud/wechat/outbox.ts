import { WechatError } from './errors'
import type { Parameters } from './messages'

/** Subscribe messages: nothing is sent, they are kept to be read. Source of the rules: WeChat, subscribeMessage.send. */

export interface SentMessage {
  readonly at: string
  readonly env: string
  readonly touser: string
  readonly templateId: string
  readonly page: string
  readonly data: Readonly<Record<string, string>>
}

const KEPT = 1000

/** The longest value of each kind of field, and what it must look like. */
const KINDS: Record<string, RegExp> = {
  thing: /^[\s\S]{1,20}$/u,
  number: /^[\d.\-+]{1,32}$/,
  letter: /^[a-zA-Z]{1,32}$/,
  symbol: /^.{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^[\s\S]{1,32}$/u,
  date: /^[\s\S]{1,32}$/u,
  amount: /^.{1,13}$/u,
  phone_number: /^[\d+\-]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(?:[\u4e00-\u9fff·]{1,10}|[\x20-\x7e]{1,20}|.{1,10})$/u,
  phrase: /^[\u4e00-\u9fff]{1,5}$/,
  const: /^[\s\S]{1,20}$/u,
  short_thing: /^[\s\S]{1,10}$/u,
}

export class Outbox {
  private messages: SentMessage[] = []

  /** Refuses what WeChat would refuse for its form; whether the user consented is not imitated. */
  send(env: string, { touser, template_id: templateId, page = '', data }: Parameters): void {
    if (typeof touser !== 'string' || touser === '') throw new WechatError(40003, 'invalid openid')
    if (typeof templateId !== 'string' || templateId === '') throw new WechatError(40037, 'invalid template_id')
    if (typeof page !== 'string' || page.startsWith('http')) throw new WechatError(41030, 'invalid page')
    if (typeof data !== 'object' || data === null) throw new WechatError(47003, 'argument invalid! data is missing')
    const values = Object.entries(data as Record<string, unknown>).map(([key, field]) => {
      const value = (field as { value?: unknown } | null)?.value
      const text = typeof value === 'number' ? String(value) : value
      const kind = KINDS[key.replace(/\.DATA$/, '').replace(/\d+$/, '')]
      if (typeof text !== 'string' || text === '') throw new WechatError(47003, `argument invalid! data.${key}.value is empty`)
      if (kind && !kind.test(text)) throw new WechatError(47003, `argument invalid! data.${key}.value invalid`)
      return [key, text] as const
    })
    this.messages.push({ at: new Date().toISOString(), env, touser, templateId, page, data: Object.fromEntries(values) })
    if (this.messages.length > KEPT * 2) this.messages = this.messages.slice(-KEPT)
  }

  /** Newest last. */
  list(env?: string): SentMessage[] {
    return this.messages.slice(-KEPT).filter((message) => env === undefined || message.env === env)
  }
}

import { randomUUID } from 'node:crypto'
import { get, getUnlimited, type Picture } from './codes'
import { WechatError } from './errors'
import type { Parameters } from './messages'
import type { Outbox } from './outbox'

/**
 * WeChat's open API, as far as it is imitated. Parameters and answers are in snake case, as on the wire.
 * Source: WeChat, "服务端 API"; each function names what it refuses.
 */

/** The signature that soter.verifySignature accepts here; every other is answered `is_ok: false`. */
export const SAMPLE_SIGNATURE = 'local-soter-signature'

export interface OpenApiSettings {
  readonly outbox: Outbox
  /** Template of the address behind a mini-program code. */
  readonly codePageUrl: () => string
  readonly riskyWord: string
}

type Api = (settings: OpenApiSettings, env: string, parameters: Parameters) => Promise<Picture | Record<string, unknown>>

function checkText(riskyWord: string, { content, openid, version, scene }: Parameters): Record<string, unknown> {
  if (typeof content !== 'string' || content === '') throw new WechatError(44002, 'empty content')
  if ([...content].length > 2500) throw new WechatError(45002, 'content size out of limit')
  const risky = riskyWord !== '' && content.includes(riskyWord)
  if (version !== 2) {
    // Version 1 answers a refusal instead of a judgement.
    if (risky) throw new WechatError(87014, 'risky content')
    return {}
  }
  if (typeof openid !== 'string' || openid === '') throw new WechatError(40003, 'invalid openid')
  if (![1, 2, 3, 4].includes(scene as number)) throw new WechatError(40097, 'invalid args: scene is 1 to 4')
  const result = { suggest: risky ? 'risky' : 'pass', label: risky ? 20001 : 100 }
  return { result, detail: [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }], trace_id: randomUUID() }
}

function verifySoter({ openid, json_string: json, json_signature: signature }: Parameters): Record<string, unknown> {
  if (typeof openid !== 'string' || openid === '') throw new WechatError(40003, 'invalid openid')
  if (typeof json !== 'string' || typeof signature !== 'string') throw new WechatError(47001, 'data format error')
  return { is_ok: signature === SAMPLE_SIGNATURE }
}

const apis: Record<string, Api> = {
  'wxacode.getUnlimited': async ({ codePageUrl }, _env, parameters) => getUnlimited(codePageUrl(), parameters),
  'wxacode.get': async ({ codePageUrl }, _env, parameters) => get(codePageUrl(), parameters),
  'wxacode.createQRCode': async ({ codePageUrl }, _env, parameters) => get(codePageUrl(), parameters),
  'subscribeMessage.send': async ({ outbox }, env, parameters) => {
    outbox.send(env, parameters)
    return {}
  },
  'security.msgSecCheck': async ({ riskyWord }, _env, parameters) => checkText(riskyWord, parameters),
  'soter.verifySignature': async (_settings, _env, parameters) => verifySoter(parameters),
}

export const isPicture = (answer: Picture | Record<string, unknown>): answer is Picture => Buffer.isBuffer(answer['body'])

/** The interface of that name, or undefined. */
export const openApi = (name: string): Api | undefined => (Object.hasOwn(apis, name) ? apis[name] : undefined)

/** Consent to be reminded: WeChat asks it only in answer to a tap, and each consent is good for one message. */
import Taro from '@tarojs/taro'
import type { InputOf, OutputOf } from '../../types/contracts'
import { call } from './cloud'

type Template = OutputOf<'session.templates'>['templates'][number]
export type Purpose = InputOf<'session.keepConsent'>['purposes'][number]

let templates: Template[] | null = null

/** Learns which templates there are, before the tap: between a tap and WeChat's question there must be no call. */
export async function prepareConsent(): Promise<void> {
  if (process.env.TARO_ENV !== 'weapp' || templates) return
  try {
    templates = (await call('session.templates', {})).templates
  } catch {
    // Without templates nobody is asked; the in-app list of things to do reminds anyway.
  }
}

/** Asks at this very tap whether these reminders are wanted, and keeps what was agreed to. A refusal changes nothing else. */
export async function askConsent(purposes: Purpose[]): Promise<void> {
  if (process.env.TARO_ENV !== 'weapp') return
  const wanted = (templates ?? []).filter((template) => purposes.includes(template.purpose))
  if (wanted.length === 0) return
  try {
    const tmplIds = wanted.map((template) => template.templateId)
    const answer = (await Taro.requestSubscribeMessage({ tmplIds } as Taro.requestSubscribeMessage.Option)) as unknown as Record<string, string>
    const agreed = wanted.filter((template) => answer[template.templateId] === 'accept').map((template) => template.purpose)
    if (agreed.length > 0) await call('session.keepConsent', { purposes: agreed })
  } catch {
    // Messages are switched off for this mini-program, or the question was closed.
  }
}

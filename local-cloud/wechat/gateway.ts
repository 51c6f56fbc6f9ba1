import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { invalid, textOf } from '../errors'
import { NO_PERMISSION, NOT_FOUND, WechatError } from './errors'
import { readParameters, writeAnswer, writeRefusal, type Parameters } from './messages'
import { isPicture, openApi, type OpenApiSettings } from './open-api'

/** The two ways to WeChat's open API: wx-server-sdk's `openapi.*` (binary) and node-sdk's `callWxOpenApi` (text). */

/** `wx.openApi`: protobuf in, protobuf out. */
export async function callBinary(settings: OpenApiSettings, env: string, name: string, message: Buffer, allowed: boolean): Promise<Buffer> {
  const api = openApi(name)
  if (!api) return writeRefusal(NOT_FOUND)
  if (!allowed) return writeRefusal(NO_PERMISSION)
  const parameters = readParameters(message)
  const json = (value: object): Buffer => writeAnswer(Buffer.from(JSON.stringify(value)), 'application/json; charset=utf-8')
  try {
    const answer = await api(settings, env, parameters)
    return isPicture(answer) ? writeAnswer(answer.body, answer.contentType) : json({ errcode: 0, errmsg: 'ok', ...answer })
  } catch (error) {
    if (error instanceof WechatError) return json({ errcode: error.errcode, errmsg: error.errmsg })
    throw error
  }
}

/** `wx.api`: JSON text in and out, no pictures. */
export async function callText(settings: OpenApiSettings, env: string, name: unknown, requestData: unknown, allowed: boolean): Promise<Record<string, unknown>> {
  const api = typeof name === 'string' ? openApi(name) : undefined
  const answered = (value: object): Record<string, unknown> => ({ data: { responseData: JSON.stringify(value) } })
  if (!api) return answered({ errcode: NOT_FOUND, errmsg: 'this interface is not known to the local cloud' })
  if (!allowed) return answered({ errcode: NO_PERMISSION, errmsg: 'the function has no permission for this interface' })
  let parameters: Parameters
  try {
    parameters = typeof requestData === 'string' && requestData !== '' ? (JSON.parse(requestData) as Parameters) : {}
  } catch {
    throw invalid('requestData is not JSON')
  }
  try {
    const answer = await api(settings, env, parameters)
    if (isPicture(answer)) throw invalid(`${textOf(name)} answers a picture, which callWxOpenApi cannot carry: use wx-server-sdk`)
    return answered({ errcode: 0, errmsg: 'ok', ...answer })
  } catch (error) {
    if (error instanceof WechatError) return answered({ errcode: error.errcode, errmsg: error.errmsg })
    throw error
  }
}

/** Whether the function's config.json lists the interface under permissions.openapi, as WeChat asks. */
export function permitted(folder: string | undefined, fn: string, api: string): boolean {
  if (!folder) return true
  try {
    const { permissions } = JSON.parse(readFileSync(join(folder, fn, 'config.json'), 'utf8')) as { permissions?: { openapi?: unknown } }
    return Array.isArray(permissions?.openapi) && permissions.openapi.includes(api)
  } catch {
    return false
  }
}

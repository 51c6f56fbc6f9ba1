import { refuse } from './errors'

/** The part of wx-server-sdk's openapi that is used. It is loaded when first needed: it costs 97 ms that most calls should not pay. */
interface OpenApi {
  wxacode: { getUnlimited(options: { scene: string; page: string; checkPath: boolean; envVersion: string; width: number }): Promise<{ buffer: Buffer }> }
  subscribeMessage: { send(options: { touser: string; templateId: string; page: string; data: Record<string, { value: string }>; miniprogramState: string }): Promise<unknown> }
  security: { msgSecCheck(options: { openid: string; scene: number; version: number; content: string }): Promise<{ result?: { suggest?: string } }> }
  soter: { verifySignature(options: { openid: string; jsonString: string; jsonSignature: string }): Promise<{ isOk?: boolean; is_ok?: boolean }> }
}
interface WxServerSdk { init(options: object): void; openapi: OpenApi; DYNAMIC_CURRENT_ENV: symbol }
let loaded: Promise<{ sdk: WxServerSdk }> | undefined
/** `sdk.openapi` is a proxy that answers to every name, `then` too: it must never be what a promise resolves with. */
const wechat = (): Promise<{ sdk: WxServerSdk }> => (loaded ??= import('wx-server-sdk').then(module => {
  const sdk = ('default' in module ? module.default : module) as unknown as WxServerSdk
  sdk.init({ env: process.env.TCB_ENV ?? sdk.DYNAMIC_CURRENT_ENV })
  return { sdk }
}))

/** `release`, `trial` or `develop`: which version of the mini-program a code or message opens. */
const version = () => process.env.MINIPROGRAM_VERSION ?? 'release'

/** The page every scanned code opens; what it means is in the scene (≤ 32 characters). */
export const ENTER_PAGE = 'pages/enter/index'

/** A mini-program code as a data URL, or null where WeChat refuses it: the code's characters can still be typed. */
export async function codeImage(scene: string): Promise<string | null> {
  try {
    const { buffer } = await (await wechat()).sdk.openapi.wxacode.getUnlimited({ scene, page: ENTER_PAGE, checkPath: false, envVersion: version(), width: 280 })
    return `data:image/png;base64,${Buffer.from(buffer).toString('base64')}`
  } catch (error) {
    console.error({ wxacode: (error as Error).message })
    return null
  }
}

/**
 * Refuses text that WeChat's content security calls risky (msgSecCheck v2: ≤ 2,500 characters a request, openid active
 * within two hours, as a caller is). Where the service itself fails the text passes: it is a colleague's, not a stranger's.
 */
export async function checkText(openid: string, text: string): Promise<void> {
  for (let from = 0; from < text.length; from += 2500) {
    const answer = await (await wechat()).sdk.openapi.security.msgSecCheck({ openid, scene: 2, version: 2, content: text.slice(from, from + 2500) }).catch((error: Error) => {
      console.error({ msgSecCheck: error.message })
      return undefined
    })
    if (answer?.result?.suggest === 'risky') refuse('riskyText')
  }
}

/** Sends one subscribe message; false where WeChat refuses it (consent used up, template gone). */
export async function sendMessage(message: { openid: string; templateId: string; page: string; data: Record<string, string> }): Promise<boolean> {
  try {
    await (await wechat()).sdk.openapi.subscribeMessage.send({
      touser: message.openid, templateId: message.templateId, page: message.page,
      data: Object.fromEntries(Object.entries(message.data).map(([key, value]) => [key, { value: value.slice(0, 20) }])),
      miniprogramState: version() === 'develop' ? 'developer' : version() === 'trial' ? 'trial' : 'formal',
    })
    return true
  } catch (error) {
    console.error({ subscribeMessage: (error as Error).message })
    return false
  }
}

/** Whether a SOTER signature is the device owner's, for this account. */
export async function verifySoter(openid: string, jsonString: string, jsonSignature: string): Promise<boolean> {
  const answer = await (await wechat()).sdk.openapi.soter.verifySignature({ openid, jsonString, jsonSignature })
  return (answer.isOk ?? answer.is_ok) === true
}

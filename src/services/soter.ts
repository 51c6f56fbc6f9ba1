/** WeChat's SOTER: the phone proves with a fingerprint or a face that its owner is there. Only in WeChat. */
import Taro from '@tarojs/taro'
import { call } from './cloud'

type Mode = 'fingerPrint' | 'facial'

/** Which proofs this phone can give; none in the browser preview and on phones without it. */
export async function soterModes(): Promise<Mode[]> {
  if (process.env.TARO_ENV !== 'weapp') return []
  try {
    const { supportMode } = await Taro.checkIsSupportSoterAuthentication()
    return supportMode.filter((mode): mode is Mode => mode === 'fingerPrint' || mode === 'facial').slice(0, 1)
  } catch {
    return []
  }
}

/** Proves the phone's owner to the server; false where the person stopped it. Throws a CallError where the server refuses. */
export async function proveBySoter(modes: Mode[]): Promise<boolean> {
  const { challenge } = await call('session.challenge', {})
  let proof: { resultJSON: string; resultJSONSignature: string }
  try {
    proof = await Taro.startSoterAuthentication({ requestAuthModes: modes, challenge, authContent: '验证本人' })
  } catch {
    return false
  }
  await call('session.proveBySoter', { resultJSON: proof.resultJSON, signature: proof.resultJSONSignature })
  return true
}

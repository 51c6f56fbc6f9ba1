/** Cards that open the mini-program at a thing. A scene names it: `n.<notice>`, `a.<activity>`, `b.<card code>`, `o.<branch code>`, `k.<activity>.<code>`. */
import { pathOf } from './nav'

const ENTER = '/pages/enter/index'

/** What a page gives to WeChat when its card is sent: `useShareAppMessage(() => cardOf('n.x', '通知：…'))`. */
export function cardOf(scene: string, title: string): { title: string; path: string } {
  return { title, path: pathOf(ENTER, { scene }) }
}

/** The address in the browser preview that the card leads to. */
export function linkOf(scene: string): string {
  return `${window.location.origin}/#${pathOf(ENTER, { scene })}`
}

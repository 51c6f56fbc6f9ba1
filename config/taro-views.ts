import type { IPluginContext } from '@tarojs/service'

type Attributes = Record<string, string>
interface Template { createMiniComponents(components: object): Record<string, Attributes> }

const spoken = ['view', 'static-view', 'catch-view', 'text', 'static-text', 'image', 'static-image', 'input', 'textarea', 'button', 'picker', 'switch']
const aria = { 'aria-role': 'i.ariaRole', 'aria-label': 'i.ariaLabel', 'aria-disabled': 'i.ariaDisabled', 'aria-checked': 'i.ariaChecked', 'aria-hidden': 'i.ariaHidden' }
/** No page listens to these; left in, every finger that scrolls over a view would send an event per frame. */
const unheard = /^bind(touch|longpress|animation|transition)/

/**
 * Changes the elements that Taro writes for WeChat: what a screen reader says can be given to them
 * (Taro's templates leave aria attributes out), and views do not report touches that nobody listens to.
 */
export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { template?: Template }) {
      const template = platform.template
      if (process.env.TARO_ENV !== 'weapp' || !template) return
      const create = template.createMiniComponents.bind(template)
      template.createMiniComponents = (components) => {
        const made = create(components)
        for (const name of spoken) if (made[name]) Object.assign(made[name], aria)
        for (const name of ['view', 'text', 'image']) {
          for (const key of Object.keys(made[name] ?? {})) if (unheard.test(key)) delete made[name]![key]
        }
        return made
      }
    },
  })
}

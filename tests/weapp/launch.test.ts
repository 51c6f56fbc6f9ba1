/** Every page of the real bundle opens, for a member and for an officer, within the budget of its first drawing. */
import { errorText } from '../../types/contracts/errors'
import { launchApp } from '../support/weapp'
import { openBundle } from '../support/weapp/bundle'
import { startProduct, type Product } from '../support/weapp/cloud'
import { furnish, type Furnished } from '../support/weapp/furnish'

const BYTES = 60 * 1024
const NODES = 600
const routes = openBundle().routes

jest.setTimeout(60_000)
let product: Product
let world: Furnished
beforeAll(async () => {
  product = await startProduct()
  world = await furnish(product)
})
afterAll(() => product?.close())

describe.each([['a member', () => world.member], ['an officer', () => world.officer]])('for %s', (_, openid) => {
  test.each(routes)('%s opens within the budget', async (route) => {
    const app = await launchApp({ cloudUrl: product.url, openid: openid(), path: [route, world.parameters[route]].filter(Boolean).join('?') })
    expect(app.errors).toEqual([])
    expect(app.text()).not.toBe('')
    expect(app.text()).not.toContain(errorText.internal)
    if (openid() === world.officer) for (const code of ['notFound', 'forbidden', 'unavailable'] as const) expect(app.text()).not.toContain(errorText[code])
    const drawn = app.setDataLog.filter((entry) => entry.first)
    expect(drawn.length).toBeGreaterThan(0)
    // What the server's first answer draws counts as well, though the skeleton came before it.
    for (const { bytes, nodes } of app.setDataLog) {
      expect(bytes).toBeLessThanOrEqual(BYTES)
      expect(nodes).toBeLessThanOrEqual(NODES)
    }
    app.close()
  })
})

test('larger type and the dark theme draw the same pages', async () => {
  const app = await launchApp({ cloudUrl: product.url, openid: world.member, phone: { fontSize: 24, theme: 'dark' } })
  expect(app.errors).toEqual([])
  expect(app.has('.type-150')).toBe(true)
  app.close()
})

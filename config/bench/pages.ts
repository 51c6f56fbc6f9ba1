/** The largest setData while a page of dist/weapp opens, as an officer sees it, beside the bare page's. */
import { launchApp } from '../../tests/support/weapp'
import { openBundle } from '../../tests/support/weapp/bundle'
import { startProduct } from '../../tests/support/weapp/cloud'
import { furnish } from '../../tests/support/weapp/furnish'
import type { Figure } from './report'

const BUDGET_KB = 60

export async function measurePages(bare: string): Promise<Figure[]> {
  const plain = await launchApp({ dist: bare, path: 'pages/index/index', answer: () => ({}) })
  const baseline = { name: 'a bare Taro page', value: Math.max(...plain.setDataLog.map(({ bytes }) => bytes)) / 1024 }
  plain.close()
  const product = await startProduct()
  try {
    const { officer, parameters } = await furnish(product)
    const figures: Figure[] = []
    for (const route of openBundle().routes) {
      const app = await launchApp({ cloudUrl: product.url, openid: officer, path: [route, parameters[route]].filter(Boolean).join('?') })
      // The skeleton comes first and is small; what the first answer draws counts as well.
      const bytes = Math.max(...app.setDataLog.map(entry => entry.bytes))
      const nodes = Math.max(...app.setDataLog.map(entry => entry.nodes))
      figures.push({ name: route.replace(/^pages\/|\/index$/g, ''), value: bytes / 1024, unit: 'KB', baseline, note: `${nodes} nodes`, budget: { atMost: BUDGET_KB, of: 'value' } })
      app.close()
    }
    return figures
  } finally {
    await product.close()
  }
}

/** The first setData of every page of dist/weapp, as an officer sees it, beside the bare page's. */
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
      const first = app.setDataLog.filter(entry => entry.first)
      figures.push({ name: route.replace(/^pages\/|\/index$/g, ''), value: Math.max(...first.map(({ bytes }) => bytes)) / 1024, unit: 'KB', baseline, budget: { atMost: BUDGET_KB, of: 'value' } })
      app.close()
    }
    return figures
  } finally {
    await product.close()
  }
}

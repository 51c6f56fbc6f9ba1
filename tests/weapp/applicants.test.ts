/** Registering an applicant: what is missing is told at its field, before anything is sent. */
import { launchApp } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
})
afterAll(() => product?.close())

test('without a name or the day of applying nobody is registered, and the fields say so', async () => {
  const app = await launchApp({ cloudUrl: product.url, openid: branch.secretary, path: `pages/dossier/applicant-edit/index?organisation=${branch.organisationId}` })
  await app.waitFor('申请入党日期')
  await app.tap('保存')
  await app.waitFor('请填写姓名')
  await app.input('姓名', '古丽娜尔·示例')
  await app.tap('保存')
  await app.waitFor('请选择日期')
  expect(app.text()).not.toContain('没有办成')
  expect(app.page.route).toBe('pages/dossier/applicant-edit/index')
  expect((await product.call(branch.secretary, 'applicants.list', { organisationId: branch.organisationId })).items).toEqual([])
  expect(app.errors).toEqual([])
  app.close()
})

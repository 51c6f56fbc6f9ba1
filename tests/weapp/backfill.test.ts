/** A sheet from above on the secretary's phone: chosen from a chat, looked at, filled, opened to be sent on, taken off again. */
import * as XLSX from '@e965/xlsx'
import { memberSheet } from '../support/backfill'
import { blankSheet } from '../../config/seed/blank-sheets'
import { launchApp, type App } from '../support/weapp'
import { foundBranch, startProduct, type Branch, type Product } from '../support/weapp/cloud'
import { dynamicCode } from '../support/world'

jest.setTimeout(60_000)
let product: Product
let branch: Branch
beforeAll(async () => {
  product = await startProduct()
  branch = await foundBranch(product)
  const { secret } = await product.call(branch.secretary, 'session.enrolFactor', {})
  await product.call(branch.secretary, 'session.activateFactor', { code: await dynamicCode(secret) })
})
afterAll(() => product?.close())

const sheets = (app: App) => [...app.phone.files].filter(([path]) => path.startsWith('wxfile://usr/'))

test('from the list to the filled sheet; nothing stays on the phone', async () => {
  const bytes = blankSheet(memberSheet)
  const { uploadId, cloudPath } = await product.call(branch.secretary, 'files.issueUpload', { purpose: 'template', fileName: '汇总表.xlsx', size: bytes.length })
  const fileId = await product.upload(branch.secretary, cloudPath, bytes)
  const { runId } = await product.call(branch.secretary, 'backfill.start', { organisationId: branch.organisationId, uploadId, fileId, fileName: '汇总表.xlsx' })
  const app = await launchApp({ cloudUrl: product.url, openid: branch.secretary, path: `pages/backfill/detail/index?id=${runId}` })
  await app.waitFor('填好这4人')
  await app.waitFor('家庭住址')
  await app.tap('填好这4人')
  await app.waitFor('已填好4人')
  const [path, file] = sheets(app)[0]!
  expect(path).toMatch(/汇总表_已填_\d{8}\.xlsx$/)
  const book = XLSX.read(file.bytes)
  const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, defval: '' })
  expect(rows.slice(3, 7).map((row) => row[1])).toEqual(expect.arrayContaining(branch.members.map(({ name }) => name)))
  expect(rows[7]![0]).toContain('填表人')
  await app.tap('打开填好的表')
  await app.waitFor('已填好4人')
  await app.tap('用同一张空表再填一次')
  await app.waitFor('填好这4人')
  await app.waitFor('是同一种表')
  expect(sheets(app)).toEqual([])
  expect(app.errors).toEqual([])
  app.close()
})

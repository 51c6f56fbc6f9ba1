import { settingOf } from '../../cloudfunctions/platform/settings'

afterEach(() => { delete process.env.ZHIBU_SAMPLE })

test.each([
  ['plain', '{"a":1}', { a: 1 }],
  ['in base64, as the deployment tool needs it', Buffer.from('{"a":1}').toString('base64'), { a: 1 }],
  ['with a line break at its end', `${Buffer.from('{"a":1}').toString('base64')}\n`, { a: 1 }],
  ['empty', '', undefined],
])('a setting that is %s', (_, raw, value) => {
  process.env.ZHIBU_SAMPLE = raw
  expect(settingOf('ZHIBU_SAMPLE')).toEqual(value)
})

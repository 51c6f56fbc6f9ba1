/** The third part of the week: a second officer, whose power comes with a post and goes with it. */
import { TOTP } from 'otpauth'
import { name, type Week } from '../support/week'

export function trusting(week: Week): void {
  const officer = () => week.phones.find(one => one.openid === 'o-web-late')!

  test('an officer is appointed; the dynamic code that this needs is set up on the way', async () => {
    const { secretary } = week
    await officer().go('pages/home/index')
    await officer().see(`${name(1)}同志`)
    expect(await officer().says()).not.toContain('花名册')
    await secretary.go('pages/organisations/posts/index')
    await secretary.tap('任命')
    await secretary.tap(new RegExp(`^${name(1)}`))
    await secretary.tap(/^职务/)
    await secretary.turnWheel('组织委员')
    await secretary.tap('任命')
    await secretary.tap('现在设置动态码')
    await secretary.tap('设置动态码')
    await secretary.see('密钥只显示这一次')
    const secret = /((?:[A-Z2-7]{4} ?){8})/.exec(await secretary.says())![1]!.replace(/ /g, '')
    await secretary.type('动态码', new TOTP({ secret }).generate())
    await secretary.tap('完成设置')
    // Back where it was asked for, with all that was chosen.
    await secretary.see(`任命${name(1)}同志`)
    await secretary.tap('任命')
    await secretary.see(`组织委员 ${name(1)}`)
    await officer().go('pages/home/index')
    await officer().tap('花名册')
    await officer().see('导入表格')
  })

  test('an officer who was relieved is refused at the next tap', async () => {
    const { secretary } = week
    await secretary.tap(new RegExp(`^组织委员 ${name(1)}`))
    await secretary.tap('免去职务')
    await secretary.tap('工作调整')
    await secretary.tap('免去')
    await secretary.hear('已免去')
    await secretary.gone(`组织委员 ${name(1)}`)
    await officer().tap(new RegExp(`^${name(0)}`))
    await officer().see('没有找到，可能已被删除，或不在您的支部')
    await officer().go('pages/home/index')
    await officer().see(`${name(1)}同志`)
    expect(await officer().says()).not.toContain('花名册')
  })
}

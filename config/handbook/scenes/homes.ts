/** The home pages and the text size. */
import { type Scene } from '../stage'

export const homes: Scene = async ({ secretary, who, phone, take }) => {
  await secretary.go('pages/home/index')
  await secretary.see('支部工作')
  await take(secretary, 'secretary-home')
  const member = await phone(who('member'))
  await member.go('pages/home/index')
  await member.see('同志')
  await take(member, 'member-home')
  await member.go('pages/me/index')
  await member.see('文字大小')
  await take(member, 'me')
  await member.close()
  const large = await phone(who('member'), { textSize: '150' })
  await large.go('pages/home/index')
  await large.see('同志')
  // The empty page in between has no storage to keep the choice in.
  large.takeErrors()
  await take(large, 'large-text')
  await large.close()
  const above = await phone(who('committee'))
  await above.go('pages/home/index')
  await above.see('下级')
  await take(above, 'committee-home')
  await above.tap('软件工程系党总支')
  await above.see('软件本科生第一党支部')
  await take(above, 'committee-below')
  await above.close()
}

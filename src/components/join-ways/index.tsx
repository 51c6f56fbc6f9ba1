import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { Cell, List } from '../cell'
import { open } from '../../services/nav'
import { sceneOfScan, sceneText } from '../../services/scenes'
import { tell } from '../../services/say'
import css from './index.module.scss'

/** The line that stands wherever somebody joins: what this program never asks for. */
export function NoMoney() {
  return <Text className={css.promise}>本程序不收钱，也绝不会要银行卡号和短信验证码。</Text>
}

async function scan(): Promise<void> {
  let found: ReturnType<typeof sceneOfScan>
  try {
    const answer = await Taro.scanCode({ onlyFromCamera: false })
    found = sceneOfScan(answer.path, answer.result)
  } catch {
    return
  }
  if (found) open('/pages/enter/index', { scene: sceneText(found) })
  else await tell('这不是支部的码，请扫书记给您的加入卡片或支部码。', '没有认出来')
}

/** How somebody who is not in a branch yet gets in; `invited`: a card of a branch brought them, so they are not its founder. */
export function JoinWays({ invited = false }: { invited?: boolean }) {
  return (
    <View>
      <List title="怎样加入">
        {process.env.TARO_ENV === 'weapp' ? <Cell title="扫加入码" hint="书记给您看的二维码" onTap={() => void scan()} /> : null}
        <Cell title="我有加入卡片" hint="在微信聊天里点开书记发的卡片，或输入卡片上的加入码" onTap={() => open('/pages/binding/confirm/index')} />
        <Cell title="我有支部码" hint="输入支部码、姓名和身份证号末四位" onTap={() => open('/pages/binding/claim/index')} />
        {invited ? null : <Cell title="我是第一位负责人" hint="用创建码建立党组织" onTap={() => open('/pages/organisations/found/index')} />}
      </List>
      <NoMoney />
    </View>
  )
}

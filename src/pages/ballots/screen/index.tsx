import { Image, View, Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { BallotKind } from '../../../../types/contracts/codes-ballots'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { aria } from '../../../services/aria'
import { useChangingCode } from '../../../services/changing-code'
import { param } from '../../../services/nav'
import { Slips, type Pile } from './slips'
import css from '../../../styles/ballots.module.scss'

/** What voters scan: the code on the screen, or the slips that are printed. */
export default function BallotScreenPage() {
  const { params } = useRouter()
  const pile: Pile = { kind: (param(params, 'kind') || 'review') as BallotKind, id: param(params, 'id'), group: param(params, 'group') }
  return param(params, 'slips') ? <Slips pile={pile} /> : <Code pile={pile} />
}

function Code({ pile }: { pile: Pile }) {
  const code = useChangingCode('ballots.roomCode', pile)
  return (
    <Page query={{ data: code.data, error: code.error, loading: code.data === null && code.error === null, reload: code.reload }} skeleton="detail">
      {(data) => (
        <View>
          <View className={css.center} {...aria({ role: 'alert' })}>已交票 <Text className={css.count}>{data.taken}</Text> / {data.entitled} 人</View>
          {code.outdated ? <View className={css.center}>网络断了，刚才的码已经失效。连上以后会自动出新码。</View> : (
            <>
              <View className={css.paper}>
                {data.image ? <Image className={css.image} src={data.image} mode="aspectFit" {...aria({ label: '投票码，用微信扫一扫', role: 'img' })} /> : <View className={css.noImage}>图片没有出来，正在重试</View>}
                <View>用微信扫一扫，不用登录</View>
              </View>
              <Progress done={code.changesIn} total={30} text={code.error ? '正在重新连接…' : `${code.changesIn}秒后自动换新`} />
            </>
          )}
        </View>
      )}
    </Page>
  )
}

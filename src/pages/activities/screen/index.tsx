import { Image, Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Button } from '../../../components/button'
import { FooterBar } from '../../../components/footer'
import { Page } from '../../../components/page'
import { Progress } from '../../../components/progress'
import { aria } from '../../../services/aria'
import { useChangingCode, type CodeOnScreen } from '../../../services/changing-code'
import { open, param } from '../../../services/nav'
import { useQuery } from '../../../services/query'
import css from './index.module.scss'

/** The organiser's screen: a code to scan and the same in six digits, changing by itself. */
export default function CheckInScreenPage() {
  const id = param(useRouter().params, 'id')
  const activity = useQuery('activities.get', { activityId: id })
  const code = useChangingCode('activities.checkInCode', { activityId: id })
  const query = { data: code.data, error: code.error, loading: code.data === null && code.error === null, reload: code.reload }
  return (
    <Page query={query} skeleton="detail" footer={<FooterBar><Button text="点名代签到" kind="plain" onTap={() => open('/pages/activities/people/index', { id })} /></FooterBar>}>
      {(data) => (
        <>
          {activity.data ? <View className={css.title}>{activity.data.title}</View> : null}
          <View className={css.arrived} {...aria({ role: 'alert' })}>已签到 <Text className={css.count}>{data.checkedIn}</Text> 人</View>
          {code.error ? <Trouble code={code} /> : null}
          {code.outdated ? null : (
            <>
              <View className={css.paper}>
                {data.image
                  ? <Image className={css.image} src={data.image} mode="aspectFit" {...aria({ label: '签到码，用微信扫一扫', role: 'img' })} />
                  : <View className={css.noImage}>图片没有出来，请输入数字签到</View>}
                <View className={css.digits} {...aria({ label: `签到数字${data.code.split('').join(' ')}` })}>{data.code}</View>
                <View className={css.how}>微信扫码，或在活动页点“签到”输入数字</View>
              </View>
              <Progress done={code.changesIn} total={30} text={code.error ? '正在重新连接…' : `${code.changesIn}秒后自动换新`} />
            </>
          )}
        </>
      )}
    </Page>
  )
}

/** The network is gone: what that means for those who stand before the screen, and a way to try at once. */
function Trouble({ code }: { code: CodeOnScreen }) {
  const lost = code.error?.code === 'unavailable' || code.error?.code === 'internal'
  const text = !lost ? code.error?.message : code.outdated ? '网络断了，刚才的码已经失效。连上以后会自动出新码，也可以先点名代签到。' : '网络断了，正在自动重连。下面的码在3分钟内仍然能用。'
  return (
    <View className={css.trouble} {...aria({ role: 'alert' })}>
      <Text>{text}</Text>
      <View className={css.retry}><Button text="再试一次" kind="plain" small onTap={() => void code.reload()} /></View>
    </View>
  )
}
